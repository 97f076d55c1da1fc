/** What a problem is, why it happens and what to do about it. */
export interface ProblemText {
  readonly title: string;
  readonly cause: string;
  readonly cure: string;
}

export const PROBLEM_TEXTS_FI = {
  'media-type': {
    title: 'Sisältötyyppiä ei tueta',
    cause: 'Pyynnön Content-Type on muu kuin rajapinta ottaa vastaan.',
    cure: 'Lähetä JSON: tapahtuma tyypillä application/cloudevents+json, muu tyypillä application/json.',
  },
  'too-large': {
    title: 'Sisältö on liian suuri',
    cause: 'Sisältö ylittää 256 KiB.',
    cure: 'Lyhennä tekstejä tai jaa päätös.',
  },
  rate: {
    title: 'Liian monta tapahtumaa lyhyessä ajassa',
    cause: 'Lähettäjälle sovittu nopeus ylittyi.',
    cure: 'Odota otsakkeen Retry-After mukaan ja lähetä sama tapahtuma uudelleen.',
  },
  'not-authentic': {
    title: 'Lähettäjää ei voitu todentaa',
    cause:
      'Allekirjoitus puuttuu tai ei täsmää, aikaleima on yli viisi minuuttia vanha, tai salaisuus on väärä.',
    cure: 'Allekirjoita merkkijono id.aikaleima.runko juuri niillä tavuilla, jotka lähetät, voimassa olevalla salaisuudella, ja tarkista kello.',
  },
  'not-json': {
    title: 'Sisältö ei ole JSONia',
    cause: 'Runko ei ole kelvollista JSONia (RFC 8259) UTF-8-merkistössä.',
    cure: 'Tarkista runko JSON-jäsentimellä ennen lähetystä.',
  },
  'duplicate-key': {
    title: 'Sama kenttä on annettu kahdesti',
    cause: 'Samassa oliossa on sama avain kahdesti, joten merkitys ei ole yksiselitteinen.',
    cure: 'Poista toinen.',
  },
  'too-deep': {
    title: 'Sisältö on liian syvä',
    cause: 'Sisäkkäisiä rakenteita on enemmän kuin sopimus tarvitsee.',
    cure: 'Lähetä sopimuksen mukainen rakenne.',
  },
  'not-a-cloudevent': {
    title: 'Sisältö ei ole sopimuksen mukainen CloudEvents-tapahtuma',
    cause:
      'CloudEvents 1.0 -kuoren kenttä puuttuu tai on väärä, tai kuoren id on muu kuin otsakkeen webhook-id.',
    cure: 'Täytä specversion, id, source, type ja time, ja käytä samaa tunnistetta molemmissa.',
  },
  'unknown-team': {
    title: 'Tiimiä ei tunneta',
    cause: 'Tiimille ei ole kirjauskäytäntöä.',
    cure: 'Tarkista tiimin tunnus, tai pyydä pääkäyttäjää lisäämään tiimi.',
  },
  'team-not-yours': {
    title: 'Lähettäjä ei voi lähettää tämän tiimin päätöksiä',
    cause: 'Lähettäjälle ei ole annettu oikeutta tähän tiimiin.',
    cure: 'Käytä tiimin oman sovelluksen salaisuutta, tai pyydä pääkäyttäjää lisäämään tiimi lähettäjälle.',
  },
  invalid: {
    title: 'Tiedot eivät ole sopimuksen mukaiset',
    cause: 'Jokin kenttä on sopimuksen vastainen; errors kertoo paikan ja vian, ei koskaan arvoa.',
    cure: 'Korjaa nimetyt kohdat ja lähetä uudelleen.',
  },
  'client-missing': {
    title: 'Päätökseltä puuttuu asiakas',
    cause: 'Muussa kuin anonyymissa konsultaatiossa päätöksellä on asiakas.',
    cure: 'Lisää asiakas, tai käytä käsittelytapaa anonyymi konsultaatio.',
  },
  'client-in-anonymous-consultation': {
    title: 'Anonyymissa konsultaatiossa ei saa olla asiakkaan tietoja',
    cause: 'Anonyymissa konsultaatiossa on asiakkaan tietoja.',
    cure: 'Poista asiakas, asiakasvastaava ja suostumus.',
  },
  'handling-not-allowed': {
    title: 'Tiimin kirjauskäytäntö ei salli tätä käsittelytapaa',
    cause: 'Tiimi ei käsittele asioita tällä tavalla.',
    cure: 'Tarkista käsittelytapa, tai pyydä pääkäyttäjää muuttamaan käytäntöä.',
  },
  'client-changed': {
    title: 'Korjaus koskee toista asiakasta',
    cause: 'Korjauksessa on toinen asiakas kuin aiemmassa versiossa.',
    cure: 'Peruuta väärä päätös ja lähetä uusi uudella tunnisteella.',
  },
  'consent-unknown': {
    title: 'Suostumusta ei tunneta',
    cause: 'Suostumusta ei ole missään tämän tiimin ja asiakkaan päätöksessä.',
    cure: 'Tarkista suostumuksen tunniste.',
  },
  'event-id-reused': {
    title: 'Sama tunniste on jo käytetty toiseen tapahtumaan',
    cause: 'Sama tapahtuman tunniste tuli eri sisällöllä.',
    cure: 'Lähetä uusi tapahtuma uudella tunnisteella; toista vanha tavulleen samana.',
  },
  'version-gap': {
    title: 'Edellinen versio puuttuu',
    cause: 'Versio ei seuraa suoraan aiempaa.',
    cure: 'Lähetä puuttuvat versiot ensin järjestyksessä.',
  },
  'version-exists': {
    title: 'Versio on jo olemassa toisin sisällöin',
    cause: 'Sama versio on jo otettu vastaan eri sisällöllä.',
    cure: 'Lähetä muutos seuraavana versiona.',
  },
  'version-not-newest': {
    title: 'Versio ei ole uusin',
    cause: 'Peruutus koskee vanhaa versiota.',
    cure: 'Peruuta uusin versio.',
  },
  'decision-unknown': {
    title: 'Päätöstä ei tunneta',
    cause: 'Tällä tunnisteella ei ole päätöstä.',
    cure: 'Lähetä ensin päätös, tai tarkista tiimi ja tunniste.',
  },
  'decision-cancelled': {
    title: 'Päätös on peruttu',
    cause: 'Peruttua päätöstä ei voi enää muuttaa.',
    cure: 'Lähetä uusi päätös uudella tunnisteella.',
  },
  'decision-erased': {
    title: 'Päätöksen tiedot on poistettu',
    cause: 'Asiakkaan tiedot on poistettu, joten päätöstä ei voi enää muuttaa.',
    cure: 'Lähetä uusi päätös uudella tunnisteella, jos asiakkuus jatkuu.',
  },
  'not-now': {
    title: 'Palvelu ei voi juuri nyt vastata',
    cause: 'Tietokanta tai tunnisteiden antaja ei vastaa juuri nyt. Mitään ei tallennettu.',
    cure: 'Yritä uudelleen otsakkeen Retry-After mukaan.',
  },
  'not-signed-in': {
    title: 'Kutsusta puuttuu voimassa oleva tunniste',
    cause: 'Tunniste puuttuu, on vanhentunut tai toisen antama; tai istunto on päättynyt.',
    cure: 'Kirjaudu sisään, tai hae uusi tunniste.',
  },
  'wrong-role': {
    title: 'Rooli ei riitä',
    cause: 'Roolillesi ei ole annettu tätä.',
    cure: 'Käytä oikeaa roolia, tai pyydä käyttöoikeutta organisaatiosi pääkäyttäjältä.',
  },
  'not-from-here': {
    title: 'Lomake ei tullut tämän istunnon sivulta',
    cause:
      'Lomake lähetettiin muualta kuin tämän istunnon sivulta, tai istunto on vaihtunut. Mitään ei tallennettu.',
    cure: 'Avaa sivu uudelleen ja lähetä lomake siitä.',
  },
  'no-console': {
    title: 'Konsolia ei ole otettu käyttöön',
    cause: 'Kirjautumista ei ole määritetty, joten konsoli ei ole käytössä.',
    cure: 'Pääkäyttäjä määrittää KUITTAUS_OIDC-muuttujat.',
  },
  'not-found': {
    title: 'Ei löytynyt',
    cause: 'Osoitteessa ei ole mitään, tai se ei ole sinun.',
    cure: 'Tarkista osoite.',
  },
  'method-not-allowed': {
    title: 'Menetelmä ei ole sallittu',
    cause: 'Osoite ei vastaa tähän menetelmään.',
    cure: 'Katso sallitut menetelmät otsakkeesta Allow.',
  },
  'if-match-missing': {
    title: 'Kutsusta puuttuu If-Match: tehtävä on ensin katsottava',
    cause: 'Tehtävää muutetaan vain siitä tilasta, joka on nähty.',
    cure: 'Hae tehtävä ja lähetä sen ETag otsakkeessa If-Match.',
  },
  'task-changed': {
    title: 'Tehtävä on muuttunut sen jälkeen, kun se katsottiin',
    cause: 'Joku muu tai palvelu itse ehti muuttaa tehtävää. Toimintoasi ei tallennettu.',
    cure: 'Katso tehtävän uusi tila ja päätä, onko toiminto vielä tarpeen.',
  },
  'task-final': {
    title: 'Tehtävä on jo päättynyt',
    cause: 'Tehtävällä on jo lopputulos.',
    cure: 'Mitään ei tarvitse tehdä; muutos tulee uutena versiona tiimiltä.',
  },
  'task-in-flight': {
    title: 'Kirjaus on kesken, ja sen tulos selvitetään ensin',
    cause: 'Kirjaus on lähetetty tai lähdössä.',
    cure: 'Odota hetki; tulos selvitetään järjestelmästä.',
  },
  'task-waiting': {
    title: 'Tehtävä odottaa edellistä kirjausta',
    cause: 'Aiempi kirjaus ei ole vielä valmis.',
    cure: 'Odota, tai selvitä aiempi tehtävä.',
  },
  'task-by-hand': {
    title: 'Tehtävä on henkilön kirjattavana',
    cause: 'Tehtävä on jo annettu henkilölle.',
    cure: 'Kuittaa tehtävä, tai palauta se automaatille.',
  },
  'task-not-by-hand': {
    title: 'Tehtävä ei ole henkilön kirjattavana',
    cause: 'Tehtävää kirjaa sovitin, ei henkilö.',
    cure: 'Ota tehtävä ensin itsellesi.',
  },
  'always-by-hand': {
    title: 'Järjestelmään kirjataan aina käsin',
    cause: 'Järjestelmään ei ole rajapintaa.',
    cure: 'Kirjaa käsin ja kuittaa.',
  },
  'no-right': {
    title: 'Kirjaajalla ei ole oikeutta järjestelmään',
    cause: 'Kirjaajalla ei ole oikeutta tähän järjestelmään.',
    cure: 'Siirrä tehtävä henkilölle, jolla on oikeus.',
  },
  'recorded-by-hand': {
    title: 'Aiempi kirjaus on tehty käsin, joten muutoskin tehdään käsin',
    cause: 'Sovitin ei löydä henkilön tekemää kirjausta.',
    cure: 'Tee muutos käsin ja kuittaa.',
  },
  'may-be-recorded': {
    title: 'Teksti on jo annettu henkilölle: hän palauttaa tehtävän itse',
    cause: 'Teksti on jo näytetty henkilölle, joka on voinut kirjata sen.',
    cure: 'Henkilö itse palauttaa tehtävän, jos ei ole kirjannut.',
  },
  'not-acknowledged': {
    title: 'Tehtävää ei ole kuitattu',
    cause: 'Peruttavaa kuittausta ei ole.',
    cure: 'Katso tehtävän tila.',
  },
  'undo-window-over': {
    title: 'Kuittauksen voi perua kymmenen minuutin ajan',
    cause: 'Kymmenen minuuttia on kulunut.',
    cure: 'Ilmoita virheestä tiimille, joka lähettää korjauksen.',
  },
  'not-the-same-person': {
    title: 'Kuittauksen voi perua vain se, joka kuittasi',
    cause: 'Toinen henkilö kuittasi.',
    cure: 'Pyydä häntä perumaan kuittaus.',
  },
  'newer-version-follows': {
    title: 'Päätöksestä on uudempi versio, jonka tehtävä kertoo mitä tehdä',
    cause: 'Uudempi versio on jo tullut.',
    cure: 'Toimi uuden tehtävän mukaan.',
  },
  'second-person-needed': {
    title: 'Sulkemisen vahvistaa toinen pääkäyttäjä',
    cause: 'Yksi pääkäyttäjä ei voi sulkea tehtävää kirjaamatta.',
    cure: 'Toinen pääkäyttäjä tekee saman.',
  },
  'not-to-yourself': {
    title: 'Pääkäyttäjä ei voi siirtää tehtävää itselleen',
    cause: 'Pääkäyttäjä ei näe kliinistä tekstiä, eikä voi ottaa sitä itselleen.',
    cure: 'Siirrä tehtävä kirjaajalle.',
  },
  'nothing-to-record-by-hand': {
    title: 'Tehtävässä ei ole nyt tekstiä kirjattavaksi',
    cause: 'Tehtävä ei ole tilassa, jossa henkilö kirjaa.',
    cure: 'Katso tehtävän tila.',
  },
  'content-withheld': {
    title: 'Suostumus ei enää salli kirjausta',
    cause: 'Suostumus on muuttunut tehtävän luomisen jälkeen.',
    cure: 'Älä kirjaa. Tehtävä on päättynyt.',
  },
  'repair-too-large': {
    title: 'Suodatin löytää liian monta tehtävää',
    cause: 'Suodatin löytää enemmän tehtäviä kuin yhteen suunnitelmaan mahtuu.',
    cure: 'Rajaa suodatinta.',
  },
  'repair-finds-nothing': {
    title: 'Suodatin ei löydä yhtään tehtävää',
    cause: 'Suodatin ei osu yhteenkään tehtävään.',
    cure: 'Tarkista suodatin.',
  },
  'repair-state': {
    title: 'Suunnitelma ei ole nyt sellaisessa tilassa',
    cause: 'Suunnitelma on jo ajettu, pysäytetty tai kesken.',
    cure: 'Katso suunnitelman tila.',
  },
  'repair-not-approved': {
    title: 'Suunnitelman hyväksyy ensin toinen pääkäyttäjä',
    cause: 'Näin suuren suunnitelman hyväksyy toinen henkilö.',
    cure: 'Pyydä toista pääkäyttäjää hyväksymään.',
  },
  'repair-same-person': {
    title: 'Suunnitelman hyväksyy muu kuin se, joka suunnitteli sen',
    cause: 'Suunnittelija ei voi hyväksyä omaa suunnitelmaansa.',
    cure: 'Pyydä toista pääkäyttäjää hyväksymään.',
  },
  erased: {
    title: 'Tiedot on poistettu',
    cause: 'Asiakkaan tiedot on poistettu pyynnöstä tai säilytysajan päätyttyä.',
    cure: 'Tietoja ei voi palauttaa; lokin todisteet ovat tallella.',
  },
  'client-held': {
    title: 'Asiakas tai päätös on säilytysmääräyksen alainen',
    cause: 'Tietoja ei saa poistaa, kun säilytysmääräys on voimassa.',
    cure: 'Kaksi pääkäyttäjää purkaa määräyksen, kun sen peruste on poistunut.',
  },
  'client-erased': {
    title: 'Asiakas on jo poistettu',
    cause: 'Poisto on jo tehty.',
    cure: 'Mitään ei tarvitse tehdä.',
  },
  'tasks-open': {
    title: 'Asiakkaalla on avoimia kirjaustehtäviä',
    cause: 'Asiakkaan päätöksiä kirjataan vielä.',
    cure: 'Odota, että tehtävät päättyvät, tai sulje ne.',
  },
  'erasure-done': {
    title: 'Poisto on jo tehty',
    cause: 'Poisto on jo tehty.',
    cure: 'Mitään ei tarvitse tehdä.',
  },
  'erasure-expired': {
    title: 'Poistopyyntö on vanhentunut: pyydä uudelleen',
    cause: 'Pyyntöä ei hyväksytty ajoissa.',
    cure: 'Pyydä poistoa uudelleen.',
  },
  'erasure-same-person': {
    title: 'Poiston hyväksyy muu kuin se, joka pyysi sitä',
    cause: 'Poiston pyytäjä ei voi hyväksyä sitä.',
    cure: 'Pyydä toista pääkäyttäjää hyväksymään.',
  },
  'hold-lifted': {
    title: 'Säilytysmääräys on jo purettu',
    cause: 'Säilytysmääräys ei ole enää voimassa.',
    cure: 'Mitään ei tarvitse tehdä.',
  },
  'hold-same-person': {
    title: 'Säilytysmääräyksen purkaa muu kuin se, joka asetti sen',
    cause: 'Määräyksen asettaja ei voi purkaa sitä yksin.',
    cure: 'Pyydä toista pääkäyttäjää purkamaan.',
  },
  'bad-request': {
    title: 'Pyyntöä ei voitu lukea',
    cause: 'Pyyntö ei ole kelvollista HTTP:tä tai sen osaa ei voi lukea.',
    cure: 'Tarkista pyyntö.',
  },
  'request-timeout': {
    title: 'Pyyntö ei tullut perille ajoissa',
    cause: 'Pyyntö tuli liian hitaasti.',
    cure: 'Lähetä uudelleen; tarkista verkkoyhteys.',
  },
  'headers-too-large': {
    title: 'Otsakkeet ovat liian suuret',
    cause: 'Otsakkeet ylittävät 16 KiB.',
    cure: 'Poista ylimääräiset otsakkeet ja evästeet.',
  },
  internal: {
    title: 'Palvelussa on vika',
    cause: 'Palvelussa on virhe, joka on kirjattu lokiin tapahtuman tunnisteella.',
    cure: 'Yritä uudelleen. Jos vika toistuu, kerro tunniste pääkäyttäjälle.',
  },
} as const satisfies Record<string, ProblemText>;
