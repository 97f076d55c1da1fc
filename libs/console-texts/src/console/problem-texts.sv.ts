import type { PROBLEM_TEXTS_FI, ProblemText } from './problem-texts.fi.js';

export const PROBLEM_TEXTS_SV: Readonly<Record<keyof typeof PROBLEM_TEXTS_FI, ProblemText>> = {
  'media-type': {
    title: 'Innehållstypen stöds inte',
    cause: 'Begärans Content-Type är en annan än gränssnittet tar emot.',
    cure: 'Skicka JSON: händelser som application/cloudevents+json, annat som application/json.',
  },
  'too-large': {
    title: 'Innehållet är för stort',
    cause: 'Innehållet överstiger 256 KiB.',
    cure: 'Förkorta texterna eller dela upp beslutet.',
  },
  rate: {
    title: 'För många händelser på kort tid',
    cause: 'Den takt som avtalats för avsändaren överskreds.',
    cure: 'Vänta enligt Retry-After och skicka samma händelse på nytt.',
  },
  'not-authentic': {
    title: 'Avsändaren kunde inte verifieras',
    cause:
      'Signaturen saknas eller stämmer inte, tidsstämpeln är över fem minuter gammal eller hemligheten är fel.',
    cure: 'Signera strängen id.tidsstämpel.kropp med exakt de byte du skickar och en giltig hemlighet, och kontrollera klockan.',
  },
  'not-json': {
    title: 'Innehållet är inte JSON',
    cause: 'Kroppen är inte giltig JSON (RFC 8259) i UTF-8.',
    cure: 'Kontrollera kroppen med en JSON-tolk före sändning.',
  },
  'duplicate-key': {
    title: 'Samma fält har angetts två gånger',
    cause: 'Samma nyckel finns två gånger i ett objekt, så betydelsen är inte entydig.',
    cure: 'Ta bort den ena.',
  },
  'too-deep': {
    title: 'Innehållet är för djupt',
    cause: 'Strukturen är djupare än avtalet behöver.',
    cure: 'Skicka en struktur enligt avtalet.',
  },
  'not-a-cloudevent': {
    title: 'Innehållet är inte en CloudEvents-händelse enligt avtalet',
    cause:
      'Ett fält i CloudEvents 1.0-kuvertet saknas eller är fel, eller så är dess id ett annat än webhook-id.',
    cure: 'Fyll i specversion, id, source, type och time, och använd samma beteckning på båda ställena.',
  },
  'unknown-team': {
    title: 'Teamet är okänt',
    cause: 'Det finns ingen anteckningspraxis för teamet.',
    cure: 'Kontrollera teamets beteckning, eller be administratören lägga till teamet.',
  },
  'team-not-yours': {
    title: 'Avsändaren får inte skicka detta teams beslut',
    cause: 'Avsändaren har inte rätt till detta team.',
    cure: 'Använd hemligheten för teamets egen applikation, eller be administratören lägga till teamet för avsändaren.',
  },
  invalid: {
    title: 'Uppgifterna följer inte avtalet',
    cause: 'Något fält strider mot avtalet; errors anger plats och fel, aldrig värdet.',
    cure: 'Rätta de nämnda punkterna och skicka på nytt.',
  },
  'client-missing': {
    title: 'Beslutet saknar klient',
    cause: 'Ett beslut har en klient, utom i en anonym konsultation.',
    cure: 'Lägg till klienten, eller använd anonym konsultation.',
  },
  'client-in-anonymous-consultation': {
    title: 'En anonym konsultation får inte innehålla klientuppgifter',
    cause: 'Den anonyma konsultationen innehåller klientuppgifter.',
    cure: 'Ta bort klient, klientansvarig och samtycke.',
  },
  'handling-not-allowed': {
    title: 'Teamets praxis tillåter inte detta sätt att behandla',
    cause: 'Teamet behandlar inte ärenden på detta sätt.',
    cure: 'Kontrollera behandlingssättet, eller be administratören ändra praxisen.',
  },
  'client-changed': {
    title: 'Rättelsen gäller en annan klient',
    cause: 'Rättelsen har en annan klient än den tidigare versionen.',
    cure: 'Upphäv det felaktiga beslutet och skicka ett nytt med ny beteckning.',
  },
  'consent-unknown': {
    title: 'Samtycket är okänt',
    cause: 'Samtycket finns inte i något beslut av detta team om denna klient.',
    cure: 'Kontrollera samtyckets beteckning.',
  },
  'event-id-reused': {
    title: 'Samma beteckning har redan använts för en annan händelse',
    cause: 'Samma händelsebeteckning kom med annat innehåll.',
    cure: 'Skicka en ny händelse med ny beteckning; upprepa en gammal byte för byte.',
  },
  'version-gap': {
    title: 'Föregående version saknas',
    cause: 'Versionen följer inte direkt på den tidigare.',
    cure: 'Skicka de versioner som saknas först, i ordning.',
  },
  'version-exists': {
    title: 'Versionen finns redan med annat innehåll',
    cause: 'Samma version har redan tagits emot med annat innehåll.',
    cure: 'Skicka ändringen som nästa version.',
  },
  'version-not-newest': {
    title: 'Versionen är inte den nyaste',
    cause: 'Upphävandet gäller en gammal version.',
    cure: 'Upphäv den nyaste versionen.',
  },
  'decision-unknown': {
    title: 'Beslutet är okänt',
    cause: 'Det finns inget beslut med denna beteckning.',
    cure: 'Skicka först beslutet, eller kontrollera team och beteckning.',
  },
  'decision-cancelled': {
    title: 'Beslutet har upphävts',
    cause: 'Ett upphävt beslut kan inte längre ändras.',
    cure: 'Skicka ett nytt beslut med ny beteckning.',
  },
  'decision-erased': {
    title: 'Beslutets uppgifter har raderats',
    cause: 'Klientens uppgifter har raderats, så beslutet kan inte längre ändras.',
    cure: 'Skicka ett nytt beslut med ny beteckning om klientskapet fortsätter.',
  },
  'not-now': {
    title: 'Tjänsten kan inte svara just nu',
    cause: 'Databasen eller utfärdaren svarar inte just nu. Ingenting sparades.',
    cure: 'Försök igen enligt Retry-After.',
  },
  'not-signed-in': {
    title: 'Begäran saknar en giltig åtkomsttoken',
    cause: 'Token saknas, har gått ut eller har en annan utfärdare; eller så har sessionen upphört.',
    cure: 'Logga in, eller hämta en ny token.',
  },
  'wrong-role': {
    title: 'Rollen räcker inte',
    cause: 'Din roll omfattar inte detta.',
    cure: 'Använd rätt roll, eller be om behörighet av din organisations administratör.',
  },
  'not-from-here': {
    title: 'Formuläret kom inte från en sida i denna session',
    cause:
      'Formuläret skickades från annat håll än en sida i denna session, eller så har sessionen bytts. Ingenting sparades.',
    cure: 'Öppna sidan på nytt och skicka formuläret därifrån.',
  },
  'no-console': {
    title: 'Konsolen har inte tagits i bruk',
    cause: 'Inloggning är inte konfigurerad, så konsolen används inte.',
    cure: 'Administratören ställer in KUITTAUS_OIDC-variablerna.',
  },
  'not-found': {
    title: 'Hittades inte',
    cause: 'Det finns ingenting på adressen, eller så är det inte ditt.',
    cure: 'Kontrollera adressen.',
  },
  'method-not-allowed': {
    title: 'Metoden är inte tillåten',
    cause: 'Adressen svarar inte på denna metod.',
    cure: 'Se tillåtna metoder i Allow.',
  },
  'if-match-missing': {
    title: 'Begäran saknar If-Match: uppgiften ska först läsas',
    cause: 'En uppgift ändras bara från det tillstånd som man har sett.',
    cure: 'Hämta uppgiften och skicka dess ETag i If-Match.',
  },
  'task-changed': {
    title: 'Uppgiften har ändrats sedan den lästes',
    cause: 'Någon annan eller tjänsten själv hann ändra uppgiften. Din åtgärd sparades inte.',
    cure: 'Se uppgiftens nya tillstånd och avgör om åtgärden ännu behövs.',
  },
  'task-final': {
    title: 'Uppgiften har redan avslutats',
    cause: 'Uppgiften har redan ett slutresultat.',
    cure: 'Ingenting behöver göras; en ändring kommer som ny version från teamet.',
  },
  'task-in-flight': {
    title: 'Anteckningen pågår och dess resultat reds ut först',
    cause: 'Anteckningen har skickats eller är på väg.',
    cure: 'Vänta en stund; resultatet reds ut i systemet.',
  },
  'task-waiting': {
    title: 'Uppgiften väntar på en tidigare anteckning',
    cause: 'En tidigare anteckning är inte klar ännu.',
    cure: 'Vänta, eller red ut den tidigare uppgiften.',
  },
  'task-by-hand': {
    title: 'Uppgiften ska antecknas av en person',
    cause: 'Uppgiften har redan getts till en person.',
    cure: 'Kvittera uppgiften, eller ge den tillbaka till automatiken.',
  },
  'task-not-by-hand': {
    title: 'Uppgiften ska inte antecknas av en person',
    cause: 'Uppgiften antecknas av adaptern, inte av en person.',
    cure: 'Ta först över uppgiften.',
  },
  'always-by-hand': {
    title: 'Systemet antecknas alltid för hand',
    cause: 'Systemet har inget gränssnitt.',
    cure: 'Anteckna för hand och kvittera.',
  },
  'no-right': {
    title: 'Personen har inte rätt till systemet',
    cause: 'Den som antecknar har inte rätt till systemet.',
    cure: 'Ge uppgiften till någon som har rätten.',
  },
  'recorded-by-hand': {
    title: 'Den tidigare anteckningen gjordes för hand, så även ändringen görs för hand',
    cause: 'Adaptern hittar inte en anteckning som en person har gjort.',
    cure: 'Gör ändringen för hand och kvittera.',
  },
  'may-be-recorded': {
    title: 'Texten har redan getts till en person, som själv ger tillbaka uppgiften',
    cause: 'Texten har visats för en person, som kan ha antecknat den.',
    cure: 'Personen ger själv tillbaka uppgiften om hen inte har antecknat.',
  },
  'not-acknowledged': {
    title: 'Uppgiften har inte kvitterats',
    cause: 'Det finns ingen kvittering att ta tillbaka.',
    cure: 'Se uppgiftens tillstånd.',
  },
  'undo-window-over': {
    title: 'En kvittering kan tas tillbaka i tio minuter',
    cause: 'Tio minuter har gått.',
    cure: 'Meddela felet till teamet, som skickar en rättelse.',
  },
  'not-the-same-person': {
    title: 'En kvittering kan tas tillbaka bara av den som kvitterade',
    cause: 'En annan person kvitterade.',
    cure: 'Be hen ta tillbaka kvitteringen.',
  },
  'newer-version-follows': {
    title: 'Det finns en nyare version, vars uppgift säger vad som ska göras',
    cause: 'En nyare version har redan kommit.',
    cure: 'Följ den nya uppgiften.',
  },
  'second-person-needed': {
    title: 'En annan administratör bekräftar avslutandet',
    cause: 'En administratör ensam kan inte avsluta en uppgift utan anteckning.',
    cure: 'En annan administratör gör detsamma.',
  },
  'not-to-yourself': {
    title: 'En administratör kan inte ge uppgiften till sig själv',
    cause: 'En administratör ser inte klinisk text och kan inte ta den åt sig.',
    cure: 'Ge uppgiften till en antecknande person.',
  },
  'nothing-to-record-by-hand': {
    title: 'Uppgiften har just nu ingen text att anteckna',
    cause: 'Uppgiften är inte i ett tillstånd där en person antecknar.',
    cure: 'Se uppgiftens tillstånd.',
  },
  'content-withheld': {
    title: 'Samtycket tillåter inte längre anteckningen',
    cause: 'Samtycket har ändrats sedan uppgiften skapades.',
    cure: 'Anteckna inte. Uppgiften är avslutad.',
  },
  'repair-too-large': {
    title: 'Filtret hittar för många uppgifter',
    cause: 'Filtret hittar fler uppgifter än en plan rymmer.',
    cure: 'Begränsa filtret.',
  },
  'repair-finds-nothing': {
    title: 'Filtret hittar inga uppgifter',
    cause: 'Filtret träffar ingen uppgift.',
    cure: 'Kontrollera filtret.',
  },
  'repair-state': {
    title: 'Planen är inte i ett sådant tillstånd',
    cause: 'Planen har redan körts, stoppats eller pågår.',
    cure: 'Se planens tillstånd.',
  },
  'repair-not-approved': {
    title: 'Planen godkänns först av en annan administratör',
    cause: 'En så stor plan godkänns av en annan person.',
    cure: 'Be en annan administratör godkänna.',
  },
  'repair-same-person': {
    title: 'Planen godkänns av någon annan än den som gjorde den',
    cause: 'Den som planerat kan inte godkänna sin egen plan.',
    cure: 'Be en annan administratör godkänna.',
  },
  erased: {
    title: 'Uppgifterna har raderats',
    cause: 'Klientens uppgifter har raderats på begäran eller när bevarandetiden gått ut.',
    cure: 'Uppgifterna kan inte återställas; loggens bevis finns kvar.',
  },
  'client-held': {
    title: 'Klienten eller beslutet omfattas av ett bevarandebeslut',
    cause: 'Uppgifter får inte raderas medan bevarandebeslutet gäller.',
    cure: 'Två administratörer häver det när grunden har upphört.',
  },
  'client-erased': {
    title: 'Klienten har redan raderats',
    cause: 'Raderingen är redan gjord.',
    cure: 'Ingenting behöver göras.',
  },
  'tasks-open': {
    title: 'Klienten har öppna anteckningsuppgifter',
    cause: 'Klientens beslut antecknas ännu.',
    cure: 'Vänta tills uppgifterna är klara, eller avsluta dem.',
  },
  'erasure-done': {
    title: 'Raderingen är redan gjord',
    cause: 'Raderingen är redan gjord.',
    cure: 'Ingenting behöver göras.',
  },
  'erasure-expired': {
    title: 'Begäran om radering har gått ut',
    cause: 'Begäran godkändes inte i tid.',
    cure: 'Begär raderingen på nytt.',
  },
  'erasure-same-person': {
    title: 'Raderingen godkänns av någon annan än den som begärde den',
    cause: 'Den som begärt raderingen kan inte godkänna den.',
    cure: 'Be en annan administratör godkänna.',
  },
  'hold-lifted': {
    title: 'Bevarandebeslutet har redan hävts',
    cause: 'Beslutet gäller inte längre.',
    cure: 'Ingenting behöver göras.',
  },
  'hold-same-person': {
    title: 'Bevarandebeslutet hävs av någon annan än den som satte det',
    cause: 'Den som satt beslutet kan inte häva det ensam.',
    cure: 'Be en annan administratör häva det.',
  },
  'bad-request': {
    title: 'Begäran kunde inte läsas',
    cause: 'Begäran är inte giltig HTTP eller någon del kan inte läsas.',
    cure: 'Kontrollera begäran.',
  },
  'request-timeout': {
    title: 'Begäran kom inte fram i tid',
    cause: 'Begäran kom för långsamt.',
    cure: 'Skicka på nytt; kontrollera nätförbindelsen.',
  },
  'headers-too-large': {
    title: 'Rubrikfälten är för stora',
    cause: 'Rubrikfälten överstiger 16 KiB.',
    cure: 'Ta bort överflödiga rubrikfält och kakor.',
  },
  internal: {
    title: 'Det finns ett fel i tjänsten',
    cause: 'Felet i tjänsten har loggats med händelsens beteckning.',
    cure: 'Försök igen. Om felet upprepas, meddela beteckningen till administratören.',
  },
};
