import type { TextLanguage } from './text-language.js';

/** Headings and instructions round a text that a person records, corrects or removes. */
export interface HandWords {
  readonly replaceTitle: string;
  readonly replaceDo: string;
  readonly nullifyTitle: string;
  readonly nullifyDo: string;
  readonly checkTitle: string;
  readonly checkDo: string;
  readonly earlierId: string;
  readonly newText: string;
  readonly whatChanged: string;
  readonly earlierText: string;
  readonly removedText: string;
  readonly changed: string;
  readonly added: string;
  readonly gone: string;
}

export const HAND_WORDS: Readonly<Record<TextLanguage, HandWords>> = {
  fi: {
    replaceTitle: 'KORJAA AIEMPI KIRJAUS',
    replaceDo: 'Korvaa aiempi kirjaus alla olevalla uudella tekstillä.',
    nullifyTitle: 'POISTA KIRJAUS',
    nullifyDo: 'Poista tai mitätöi aiempi kirjaus, jonka teksti on alla. Uutta tekstiä ei kirjata.',
    checkTitle: 'TARKISTA ENSIN JÄRJESTELMÄSTÄ',
    checkDo:
      'Tämä on jo yritetty kirjata automaattisesti, eikä tulosta saatu varmaksi. Katso järjestelmästä, onko kirjaus siellä, ennen kuin kirjaat mitään.',
    earlierId: 'Aiemman kirjauksen tunniste',
    newText: 'UUSI TEKSTI',
    whatChanged: 'MIKÄ MUUTTUI',
    earlierText: 'AIEMPI TEKSTI',
    removedText: 'POISTETTAVA TEKSTI',
    changed: 'Muuttui',
    added: 'Uutta',
    gone: 'Poistui',
  },
  sv: {
    replaceTitle: 'RÄTTA DEN TIDIGARE ANTECKNINGEN',
    replaceDo: 'Ersätt den tidigare anteckningen med den nya texten nedan.',
    nullifyTitle: 'TA BORT ANTECKNINGEN',
    nullifyDo:
      'Ta bort eller annullera den tidigare anteckningen vars text finns nedan. Ingen ny text antecknas.',
    checkTitle: 'KONTROLLERA FÖRST I SYSTEMET',
    checkDo:
      'Detta har redan försökts antecknas automatiskt, men resultatet är osäkert. Se efter i systemet om anteckningen finns där innan du antecknar något.',
    earlierId: 'Den tidigare anteckningens beteckning',
    newText: 'NY TEXT',
    whatChanged: 'VAD SOM ÄNDRADES',
    earlierText: 'TIDIGARE TEXT',
    removedText: 'TEXT SOM TAS BORT',
    changed: 'Ändrat',
    added: 'Nytt',
    gone: 'Borttaget',
  },
  en: {
    replaceTitle: 'CORRECT THE EARLIER RECORD',
    replaceDo: 'Replace the earlier record with the new text below.',
    nullifyTitle: 'REMOVE THE RECORD',
    nullifyDo: 'Remove or nullify the earlier record whose text is below. No new text is recorded.',
    checkTitle: 'LOOK IN THE SYSTEM FIRST',
    checkDo:
      'Recording this was already tried automatically, and the result is not certain. See whether the record is in the system before you record anything.',
    earlierId: 'Identifier of the earlier record',
    newText: 'NEW TEXT',
    whatChanged: 'WHAT CHANGED',
    earlierText: 'EARLIER TEXT',
    removedText: 'TEXT TO REMOVE',
    changed: 'Changed',
    added: 'New',
    gone: 'Gone',
  },
};
