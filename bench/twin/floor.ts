import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import restify from 'restify';
import { creationsOf, readSetup, readsOf, type FloorSetup, type Stock } from './setup.ts';

/** The floor of a twin: two bare restify routes that answer the same JSON. No token, no checks, no body plugin, a map for what is created. */

const { port, stock } = readSetup<FloorSetup>();
const { lists, created } = JSON.parse(readFileSync(stock, 'utf8')) as Stock;
const kept = new Map<string, object>();

const write = (res: restify.Response, status: number, body: object | undefined): void => {
  const text = JSON.stringify(body);
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': String(Buffer.byteLength(text)) });
  res.end(text);
};

const server = restify.createServer();
server.get(readsOf(':customerId'), (req, res, next) => {
  write(res, 200, lists[(req.params as { customerId: string }).customerId]);
  next();
});
server.post(creationsOf(':customerId'), (req, res, next) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk)).once('end', () => {
    const asked = JSON.parse(Buffer.concat(chunks).toString('utf8')) as object;
    const transfer = { ...asked, ...created, id: randomUUID() };
    kept.set(transfer.id, transfer);
    write(res, 201, transfer);
    next();
  });
});
server.listen(port, '127.0.0.1');
