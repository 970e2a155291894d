import { createServer } from 'node:http';
import { readSetup } from './setup.ts';

/** The receiving end of every measured bot: takes replies as the Bot Connector does, counts them, and checks nothing. */

const { port, entra } = readSetup();
let replies = 0;
let bytes = 0;

/** The plain SDK reads key addresses without a rewrite table, so this document leads to the twin's keys; the keys are the same for all. */
const document = JSON.stringify({
  issuer: 'https://api.botframework.com',
  jwks_uri: `${entra}/botframework/v1/.well-known/keys`,
  id_token_signing_alg_values_supported: ['RS256'],
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
});

const get = (url: string | undefined): string => (url === '/count' ? JSON.stringify({ replies, bytes }) : url === '/clock' ? '{"offsetMs":0}' : document);

createServer((req, res) => {
  req.on('data', (chunk: Buffer) => void (bytes += chunk.length));
  req.on('end', () => {
    const post = req.method === 'POST';
    if (post) replies += 1;
    res.writeHead(post ? 201 : 200, { 'content-type': 'application/json' });
    res.end(post ? `{"id":"${replies}"}` : get(req.url));
  });
}).listen(port, '127.0.0.1');
