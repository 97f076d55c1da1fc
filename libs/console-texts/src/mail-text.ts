/** How many tasks wait for a person. What they are about, and whom, is never in a mail (design.md, ground rule 9). */
export interface WorklistCounts {
  readonly waiting: number;
  readonly dueSoon: number;
  readonly overdue: number;
}

export interface MailText {
  readonly subject: string;
  readonly text: string;
}

/** One mail in all three languages: in which of them the person reads is not known. */
export function worklistMail(counts: WorklistCounts, worklistUrl: string): MailText {
  const { waiting } = counts;
  const languages = [finnish(counts), swedish(counts), english(counts)];
  return {
    subject: waiting === 1 ? 'Sinulla on 1 kirjaustehtävä' : `Sinulla on ${String(waiting)} kirjaustehtävää`,
    text: [...languages.map((lines) => lines.join('\n')), worklistUrl, ''].join('\n\n'),
  };
}

/** For those who answer for a case whose tasks are past their deadline: how many, and where; never whose. */
export function overdueMail(overdue: number, worklistUrl: string): MailText {
  const lines = [
    counted(overdue, {
      one: 'Yhden kirjaustehtävän määräaika on mennyt tapauksessa, josta vastaat.',
      more: (count) => `${String(count)} kirjaustehtävän määräaika on mennyt tapauksessa, josta vastaat.`,
    }),
    counted(overdue, {
      one: 'Tidsfristen för en dokumentationsuppgift har gått ut i ett ärende som du ansvarar för.',
      more: (count) =>
        `Tidsfristen för ${String(count)} dokumentationsuppgifter har gått ut i ett ärende som du ansvarar för.`,
    }),
    counted(overdue, {
      one: 'One recording task is past its deadline in a case that you answer for.',
      more: (count) =>
        `${String(count)} recording tasks are past their deadline in a case that you answer for.`,
    }),
  ];
  return { subject: 'Kirjauksen määräaika on mennyt', text: [...lines, worklistUrl, ''].join('\n\n') };
}

type Count = Readonly<{ one: string; more: (count: number) => string }>;

const counted = (count: number, { one, more }: Count): string => (count === 1 ? one : more(count));
const ifAny = (count: number, words: Count): readonly string[] =>
  count === 0 ? [] : [counted(count, words)];

const finnish = ({ waiting, dueSoon, overdue }: WorklistCounts): readonly string[] => [
  counted(waiting, {
    one: 'Sinulla on 1 kirjaustehtävä.',
    more: (count) => `Sinulla on ${String(count)} kirjaustehtävää.`,
  }),
  ...ifAny(overdue, {
    one: 'Yhden määräaika on mennyt.',
    more: (count) => `${String(count)} tehtävän määräaika on mennyt.`,
  }),
  ...ifAny(dueSoon, {
    one: 'Yhden määräaika on lähellä.',
    more: (count) => `${String(count)} tehtävän määräaika on lähellä.`,
  }),
];

const swedish = ({ waiting, dueSoon, overdue }: WorklistCounts): readonly string[] => [
  counted(waiting, {
    one: 'Du har 1 dokumentationsuppgift.',
    more: (count) => `Du har ${String(count)} dokumentationsuppgifter.`,
  }),
  ...ifAny(overdue, {
    one: 'Tidsfristen för en av dem har gått ut.',
    more: (count) => `Tidsfristen för ${String(count)} av dem har gått ut.`,
  }),
  ...ifAny(dueSoon, {
    one: 'Tidsfristen för en av dem är nära.',
    more: (count) => `Tidsfristen för ${String(count)} av dem är nära.`,
  }),
];

const english = ({ waiting, dueSoon, overdue }: WorklistCounts): readonly string[] => [
  counted(waiting, {
    one: 'You have 1 recording task.',
    more: (count) => `You have ${String(count)} recording tasks.`,
  }),
  ...ifAny(overdue, {
    one: 'One is past its deadline.',
    more: (count) => `${String(count)} are past their deadline.`,
  }),
  ...ifAny(dueSoon, {
    one: 'One is close to its deadline.',
    more: (count) => `${String(count)} are close to their deadline.`,
  }),
];
