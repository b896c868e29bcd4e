import type { Blocks } from '../catalogue.ts';
import { GRAPH } from './mailBlocks.ts';

/** One mail with a small attachment inside. */
export function withAttachment(sender: 'me' | 'mailbox'): Blocks {
  const path = sender === 'me' ? '/me' : '/users/«mailSender»';
  return {
    python: {
      packages: ['requests'],
      imports: ['import base64', 'import pathlib', 'import requests'],
      code: `file = pathlib.Path("«attachmentPath»")
if file.stat().st_size >= 3 * 1024 * 1024:
    raise ValueError("From 3 MB on: a draft and an upload session.")
response = requests.post(
    "${GRAPH}/v1.0${path}/sendMail",
    headers={"Authorization": f"Bearer {credential.get_token('«scope»').token}"},
    json={
        "message": {
            "subject": "Report",
            "body": {"contentType": "Text", "content": "Attached."},
            "toRecipients": [{"emailAddress": {"address": "«mailRecipient»"}}],
            "attachments": [
                {
                    "@odata.type": "#microsoft.graph.fileAttachment",
                    "name": file.name,
                    "contentBytes": base64.b64encode(file.read_bytes()).decode(),
                }
            ],
        }
    },
    timeout=60,
)
response.raise_for_status()  # 202 Accepted
`,
    },
    typescript: {
      imports: [`import { readFile } from 'node:fs/promises';`, `import { basename } from 'node:path';`],
      code: `const file = await readFile('«attachmentPath»');
if (file.length >= 3 * 1024 * 1024) throw new Error('From 3 MB on: a draft and an upload session.');
const { token } = await credential.getToken('«scope»');
const response = await fetch('${GRAPH}/v1.0${path}/sendMail', {
  method: 'POST',
  headers: { Authorization: \`Bearer \${token}\`, 'Content-Type': 'application/json' },
  body: JSON.stringify({
    message: {
      subject: 'Report',
      body: { contentType: 'Text', content: 'Attached.' },
      toRecipients: [{ emailAddress: { address: '«mailRecipient»' } }],
      attachments: [
        {
          '@odata.type': '#microsoft.graph.fileAttachment',
          name: basename('«attachmentPath»'),
          contentBytes: file.toString('base64'),
        },
      ],
    },
  }),
});
if (response.status !== 202) throw new Error(\`\${String(response.status)} \${await response.text()}\`);
`,
    },
  };
}

/** One mail with an attachment of 3 to 150 MB: draft, upload session, parts, send. */
export function withLargeAttachment(sender: 'me' | 'mailbox'): Blocks {
  const path = sender === 'me' ? '/me' : '/users/«mailSender»';
  return {
    python: {
      packages: ['requests'],
      imports: ['import pathlib', 'import requests'],
      code: `PART = 12 * 320 * 1024  # at most 4 MB, a multiple of 320 KiB
file = pathlib.Path("«attachmentPath»")
size = file.stat().st_size
graph = requests.Session()
graph.headers["Authorization"] = f"Bearer {credential.get_token('«scope»').token}"

draft = graph.post(
    "${GRAPH}/v1.0${path}/messages",
    json={
        "subject": "Report",
        "body": {"contentType": "Text", "content": "Attached."},
        "toRecipients": [{"emailAddress": {"address": "«mailRecipient»"}}],
    },
    timeout=60,
)
draft.raise_for_status()
message = "${GRAPH}/v1.0${path}/messages/" + draft.json()["id"]
session = graph.post(
    message + "/attachments/createUploadSession",
    json={"AttachmentItem": {"attachmentType": "file", "name": file.name, "size": size}},
    timeout=60,
)
session.raise_for_status()
with file.open("rb") as stream:
    for start in range(0, size, PART):
        part = stream.read(PART)
        # The address carries its own authorization: send no token there.
        requests.put(
            session.json()["uploadUrl"],
            data=part,
            headers={"Content-Range": f"bytes {start}-{start + len(part) - 1}/{size}"},
            timeout=120,
        ).raise_for_status()
graph.post(message + "/send", timeout=60).raise_for_status()  # 202 Accepted
`,
    },
    typescript: {
      imports: [`import { readFile } from 'node:fs/promises';`, `import { basename } from 'node:path';`],
      code: `const PART = 12 * 320 * 1024; // at most 4 MB, a multiple of 320 KiB
const file = await readFile('«attachmentPath»');
const post = async <Answer>(url: string, body?: object): Promise<Answer> => {
  const { token } = await credential.getToken('«scope»');
  const response = await fetch(url, {
    method: 'POST',
    headers: { Authorization: \`Bearer \${token}\`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(\`\${String(response.status)} \${text}\`);
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
};

const { id } = await post<{ id: string }>('${GRAPH}/v1.0${path}/messages', {
  subject: 'Report',
  body: { contentType: 'Text', content: 'Attached.' },
  toRecipients: [{ emailAddress: { address: '«mailRecipient»' } }],
});
const message = \`${GRAPH}/v1.0${path}/messages/\${id}\`;
const { uploadUrl } = await post<{ uploadUrl: string }>(\`\${message}/attachments/createUploadSession\`, {
  AttachmentItem: { attachmentType: 'file', name: basename('«attachmentPath»'), size: file.length },
});
for (let start = 0; start < file.length; start += PART) {
  const part = file.subarray(start, start + PART);
  // The address carries its own authorization: send no token there.
  const response = await fetch(uploadUrl, {
    method: 'PUT',
    headers: {
      'Content-Range': \`bytes \${String(start)}-\${String(start + part.length - 1)}/\${String(file.length)}\`,
    },
    body: new Uint8Array(part),
  });
  if (!response.ok) throw new Error(\`\${String(response.status)} \${await response.text()}\`);
}
await post(\`\${message}/send\`); // 202 Accepted
`,
    },
  };
}
