import { overdueMail, worklistMail } from './mail-text.js';

const URL = 'https://kuittaus.example/tyolista';

describe('the mail about a worklist', () => {
  it('says how many tasks wait, and where; no more than that', () => {
    expect(worklistMail({ waiting: 2, dueSoon: 0, overdue: 0 }, URL)).toEqual({
      subject: 'Sinulla on 2 kirjaustehtävää',
      text: [
        'Sinulla on 2 kirjaustehtävää.',
        'Du har 2 dokumentationsuppgifter.',
        'You have 2 recording tasks.',
        URL,
        '',
      ].join('\n\n'),
    });
  });

  it('speaks of one task as of one', () => {
    const { subject, text } = worklistMail({ waiting: 1, dueSoon: 0, overdue: 0 }, URL);
    expect(subject).toBe('Sinulla on 1 kirjaustehtävä');
    expect(text).toContain('You have 1 recording task.');
  });

  it('reminds before a deadline, and after it', () => {
    const { text } = worklistMail({ waiting: 4, dueSoon: 1, overdue: 2 }, URL);
    expect(text).toContain('2 tehtävän määräaika on mennyt.\nYhden määräaika on lähellä.');
    expect(text).toContain('Tidsfristen för 2 av dem har gått ut.');
    expect(text).toContain('One is close to its deadline.');
  });
});

describe('the mail about a deadline that has passed', () => {
  it('says how many, and where; no more than that', () => {
    expect(overdueMail(1, URL)).toEqual({
      subject: 'Kirjauksen määräaika on mennyt',
      text: [
        'Yhden kirjaustehtävän määräaika on mennyt tapauksessa, josta vastaat.',
        'Tidsfristen för en dokumentationsuppgift har gått ut i ett ärende som du ansvarar för.',
        'One recording task is past its deadline in a case that you answer for.',
        URL,
        '',
      ].join('\n\n'),
    });
    expect(overdueMail(3, URL).text).toContain('3 recording tasks are past their deadline');
  });
});
