import type { TwinClock } from '../../clock.ts';
import type { Route, Running } from '../../http.ts';
import type { State } from '../state.ts';
import { settleDue } from '../transfers/settle.ts';
import { certificateRoutes } from './certificate-routes.ts';
import { startCourier } from './courier.ts';
import { createSigner } from './signer.ts';

export type PostOfficeDeps = {
  readonly state: State;
  readonly clock: TwinClock;
  /** Keeps the signing certificate over a restart; left out, a new one is made. */
  readonly keyFile: string | undefined;
};

export type PostOffice = {
  /** To be served beside the public surface, without any sign-in. */
  readonly routes: readonly Route[];
  /** Starts to deliver once the surface listens; closing the result stops the post and then the surface. */
  attach(surface: Running): Running;
};

/** All that sending events needs: certificates, signatures and the courier. */
export const openPostOffice = ({ state, clock, keyFile }: PostOfficeDeps): PostOffice => {
  let address = '';
  const signer = createSigner({
    now: new Date(clock.now().getTime() - clock.offset()), address: () => address, ...(keyFile === undefined ? {} : { keyFile }),
  });
  return {
    routes: certificateRoutes(state, signer),
    attach: (surface) => {
      address = surface.address;
      const courier = startCourier({
        state, clock, signer, address: () => address,
        beforeRound: (now) => settleDue(state, now),
        onFault: (error) => process.emitWarning(error instanceof Error ? error : String(error)),
      });
      const close = async (): Promise<void> => {
        await courier.close();
        await surface.close();
      };
      return { ...surface, close };
    },
  };
};
