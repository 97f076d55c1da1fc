/** Signs and sends `event.json` with what every Unix has; its id must be the event's own. */
export const BASH_EXAMPLE = `id=$(sed -n 's/^  "id": "\\(.*\\)",$/\\1/p' event.json)
timestamp=$(date +%s)
key=$(printf %s "\${KUITTAUS_SECRET#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')
signature=$({ printf '%s.%s.' "$id" "$timestamp"; cat event.json; } |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)
curl -sS "$KUITTAUS_URL/v1/webhooks/decisions" \\
  -H 'content-type: application/cloudevents+json' \\
  -H "webhook-id: $id" \\
  -H "webhook-timestamp: $timestamp" \\
  -H "webhook-signature: v1,$signature" \\
  --data-binary @event.json
`;

/** The same in Node.js, without a library. */
export const NODE_EXAMPLE = `import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';

const body = await readFile('event.json');
const { id } = JSON.parse(body);
const timestamp = String(Math.floor(Date.now() / 1000));
const secret = Buffer.from(process.env.KUITTAUS_SECRET.replace('whsec_', ''), 'base64');
const signature = createHmac('sha256', secret).update(\`\${id}.\${timestamp}.\`).update(body).digest('base64');

const answer = await fetch(\`\${process.env.KUITTAUS_URL}/v1/webhooks/decisions\`, {
  method: 'POST',
  headers: {
    'content-type': 'application/cloudevents+json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': \`v1,\${signature}\`,
  },
  body,
});
console.log(answer.status, await answer.text());
`;
