import { createHash } from 'node:crypto';
import { DEVELOPMENT_PEOPLE } from './people.js';

const STYLE = `
body{font:1.125rem/1.5 sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
ul{list-style:none;padding:0}
li{margin:.5rem 0}
button{font:inherit;width:100%;text-align:left;padding:.75rem 1rem;border:2px solid #00457c;background:#fff;color:#00457c;cursor:pointer}
button:hover{background:#e6eff6}
button:focus-visible{outline:4px solid #1a1a1a;outline-offset:2px}
.cancel{border-color:#666;color:#1a1a1a}
`;
const STYLE_DIGEST = createHash('sha256').update(STYLE).digest('base64');

/** Nothing but the page itself. A form's answer leads on to the application that asked, so forms are left free. */
export const LOGIN_PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_DIGEST}'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/** @param action where the choice is sent */
export function loginPage(action: string): string {
  const people = DEVELOPMENT_PEOPLE.map(
    ({ subject, name, roleName }) =>
      `<li><button name="person" value="${subject}">${name} (${roleName})</button></li>`,
  );
  return page(`<h1>Kirjaudu kokeilukäyttäjänä</h1>
<p>Tämä tunnistuspalvelu on vain kokeilua ja kehitystä varten. Salasanaa ei kysytä. Kukaan ei ole oikea henkilö.</p>
<form method="post" action="${action}">
<ul>
${people.join('\n')}
</ul>
<p><button class="cancel" name="person" value="">Keskeytä kirjautuminen</button></p>
</form>`);
}

/** @param code of the fault, for who looks for it */
export const faultPage = (code: string): string =>
  page(`<h1>Kirjautuminen ei onnistunut</h1>
<p>Palaa sovellukseen ja aloita kirjautuminen uudelleen.</p>
<p>Syy: <code>${code.replace(/[^a-z_-]/gu, '')}</code></p>`);

const page = (body: string): string => `<!doctype html>
<html lang="fi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kirjaudu – kokeiluympäristö</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
