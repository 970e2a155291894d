import { createServer } from 'node:http';

/** The floor of a start: a server that does nothing but listen. */
createServer((_req, res) => void res.writeHead(200).end()).listen(Number(process.argv[2]), '127.0.0.1');
