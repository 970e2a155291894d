import type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs';
import { Dialog } from 'botbuilder-dialogs';
import type { DialogDeps } from './deps.ts';

/**
 * Goes on at once when the person's own token is at hand; otherwise asks Teams for it and waits. The token itself arrives as an invoke
 * (`signin/tokenExchange`) that the bot handles; this step only looks whether it has.
 */
export class SignInStep extends Dialog {
  static readonly id = 'sign-in-step';
  readonly #deps: DialogDeps;

  constructor(deps: DialogDeps) {
    super(SignInStep.id);
    this.#deps = deps;
  }

  override async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    if (await this.#deps.isSignedIn(this.#deps.speaker(dc.context))) return dc.endDialog();
    await dc.context.sendActivity(this.#deps.signInMessage(dc.context));
    return Dialog.EndOfTurn;
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    if (await this.#deps.isSignedIn(this.#deps.speaker(dc.context))) return dc.endDialog();
    if (dc.context.activity.type === 'message') await dc.context.sendActivity(this.#deps.signInMessage(dc.context));
    return Dialog.EndOfTurn;
  }
}
