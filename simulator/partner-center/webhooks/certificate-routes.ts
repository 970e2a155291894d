import type { Ask, Reply, Route } from '../../http.ts';
import type { State } from '../state.ts';
import { switchOf } from '../switches.ts';
import { certificatePem, CERTIFICATES, type Signer } from './signer.ts';

const HEADERS = { 'content-type': 'application/pkix-cert' };

/** Certificates are public: whoever got a signed event downloads the leaf, and a rehearsal takes `root.pem` as its trust root. */
export const certificateRoutes = (state: State, signer: () => Promise<Signer>): Route[] => [
  ['get', `${CERTIFICATES}/:file`, async (ask) => answer(ask, state, await signer())],
];

const answer = (ask: Ask, state: State, signer: Signer): Reply => {
  const file = ask.params['file'];
  if (file === 'root.cer') return { status: 200, bytes: signer.root, headers: HEADERS };
  if (file === 'root.pem') return { status: 200, text: certificatePem(signer.root), headers: { 'content-type': 'application/x-pem-file' } };
  if (file !== `${signer.thumbprint}.cer`) return { status: 404, body: { message: 'There is no such certificate.' } };
  if (switchOf(state, 'webhooks.certificate') === 'der') return { status: 200, bytes: signer.leaf, headers: HEADERS };
  return { status: 200, text: certificatePem(signer.leaf) + certificatePem(signer.root), headers: { 'content-type': 'application/x-pem-file' } };
};
