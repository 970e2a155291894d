import type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs';
import { ComponentDialog, Dialog, DialogContextError } from 'botbuilder-dialogs';
import { dialogDone } from '../cards/dialog-done.ts';
import { commandOf } from '../locales/commands.ts';
import { CardStep, replaceCard } from './card-step.ts';
import type { DialogDeps } from './deps.ts';

/** Base of every conversation: `cancel` leaves it, `help` and `status` answer and stay, `continue` and a change of language ask again, at every step. */
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
    if (command === 'language-sv' || command === 'language-en') {
      await this.deps.chooseLanguage(context, command === 'language-sv' ? 'sv' : 'en');
      return this.#guarded(dc, () => this.#showAgain(dc));
    }
    if (command === 'continue') return this.#guarded(dc, () => this.#showAgain(dc));
    if (command === 'help' || command === 'status') {
      await (command === 'help' ? this.deps.sayHelp(context) : this.deps.sayStatus(context));
      return Dialog.EndOfTurn;
    }
    return this.#guarded(dc, () => super.onContinueDialog(dc));
  }

  protected override async onBeginDialog(dc: DialogContext, options?: object): Promise<DialogTurnResult> {
    return this.#guarded(dc, () => super.onBeginDialog(dc, options));
  }

  /** Where to begin anew so that the person is asked the same again, with what they have answered so far. */
  protected resumeAt(begun: { readonly options: object; readonly values: object }): object {
    return begun.options;
  }

  /** The same question once more, read anew: on another device the card is far up or not there, and it may be in another language by now. */
  async #showAgain(dc: DialogContext): Promise<DialogTurnResult> {
    const [begun] = dc.stack;
    if (begun === undefined) return super.onContinueDialog(dc);
    const shown = dc.activeDialog?.id === CardStep.id ? (dc.activeDialog.state as { activityId?: string }).activityId : undefined;
    const text = this.deps.text(dc.context);
    await replaceCard(dc.context, shown, dialogDone({ title: text.t('dialog.done.replaced'), lines: [text.t('dialog.done.replaced.text')] }, text));
    const { options = {}, values = {} } = begun.state as { options?: object; values?: object };
    await dc.cancelAllDialogs();
    return dc.beginDialog(begun.id, this.resumeAt({ options, values }));
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
