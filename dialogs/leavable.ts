import type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs';
import { ComponentDialog, Dialog, DialogContextError } from 'botbuilder-dialogs';
import { commandOf } from '../locales/commands.ts';
import type { DialogDeps } from './deps.ts';

/** Base of every conversation: `cancel` leaves it, `help` and `status` answer and stay, in both languages and at every step. */
export class LeavableDialog extends ComponentDialog {
  protected readonly deps: DialogDeps;

  constructor(id: string, deps: DialogDeps) {
    super(id);
    this.deps = deps;
  }

  protected override async onContinueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const { context } = dc;
    const command = context.activity.type === 'message' ? commandOf(context.activity.text ?? '') : undefined;
    if (command === 'cancel') {
      await context.sendActivity(this.deps.text(context).t('dialog.cancelled'));
      return dc.cancelAllDialogs();
    }
    if (command === 'help' || command === 'status') {
      await (command === 'help' ? this.deps.sayHelp(context) : this.deps.sayStatus(context));
      return Dialog.EndOfTurn;
    }
    return this.#guarded(dc, () => super.onContinueDialog(dc));
  }

  protected override async onBeginDialog(dc: DialogContext, options?: object): Promise<DialogTurnResult> {
    return this.#guarded(dc, () => super.onBeginDialog(dc, options));
  }

  /** A fault of Partner Center ends the conversation with a sentence that says what was not changed; other faults go on up. */
  async #guarded(dc: DialogContext, work: () => Promise<DialogTurnResult>): Promise<DialogTurnResult> {
    try {
      return await work();
    } catch (thrown) {
      // The SDK wraps what a step throws in an error of its own.
      const error: unknown = thrown instanceof DialogContextError ? thrown.error : thrown;
      if (!(await this.deps.explainFault(dc.context, error))) throw thrown;
      return dc.cancelAllDialogs();
    }
  }
}
