import { randomUUID } from 'node:crypto';
import { ConfidentialClientApplication } from '@azure/msal-node';
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, ConversationState, MemoryStorage } from 'botbuilder';
import type { Request, Response as BotResponse, TurnContext } from 'botbuilder';
import { ComponentDialog, Dialog, DialogSet, DialogTurnStatus, WaterfallDialog } from 'botbuilder-dialogs';
import type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs';
import { AuthenticationConstants, MsalServiceClientCredentialsFactory } from 'botframework-connector';
import restify from 'restify';
import { CANCELLED, OAUTH_CARD, SIGN_IN_TITLE, readSetup, signInCard } from './setup.ts';

/** What the plain SDK gives: its CloudAdapter with its own token check, restify, memory, one small waterfall. */

const { port, appId, appSecret, appTenantId, entra, connector } = readSetup();

// The one thing that samples do not have: Microsoft's token host is played by the Entra twin, once, when the first reply needs a token.
const call = async <T>(url: string, method: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> => {
  const reply = await fetch(url.replace('https://login.microsoftonline.com', entra), { method, headers: options?.headers, body: options?.body });
  return { status: reply.status, headers: Object.fromEntries(reply.headers), body: (await reply.json()) as T };
};
const networkClient: INetworkModule = {
  sendGetRequestAsync: (url, options) => call(url, 'GET', options),
  sendPostRequestAsync: (url, options) => call(url, 'POST', options),
};
const auth = { clientId: appId, clientSecret: appSecret, authority: `https://login.microsoftonline.com/${appTenantId}` };
const application = new ConfidentialClientApplication({ auth, system: { networkClient } });
// The SDK brings types of an older msal; what it calls of it is the same.
const credentials = new MsalServiceClientCredentialsFactory(appId, application as unknown as ConstructorParameters<typeof MsalServiceClientCredentialsFactory>[1]);
const authentication = new ConfigurationBotFrameworkAuthentication({
  ToChannelFromBotLoginUrl: AuthenticationConstants.ToChannelFromBotLoginUrl,
  ToChannelFromBotOAuthScope: AuthenticationConstants.ToChannelFromBotOAuthScope,
  ToBotFromChannelTokenIssuer: AuthenticationConstants.ToBotFromChannelTokenIssuer,
  OAuthUrl: AuthenticationConstants.OAuthUrl,
  ToBotFromChannelOpenIdMetadataUrl: `${connector}/openid`,
  ToBotFromEmulatorOpenIdMetadataUrl: AuthenticationConstants.ToBotFromEmulatorOpenIdMetadataUrl,
  CallerId: 'urn:botframework:azure',
  ValidateAuthority: true,
}, credentials);
const adapter = new CloudAdapter(authentication);
adapter.onTurnError = async (_context, error) => void process.stderr.write(`stock: ${error.message}\n`);

class SignIn extends Dialog {
  override async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    await dc.context.sendActivity({ type: 'message', summary: SIGN_IN_TITLE, attachments: [{ contentType: OAUTH_CARD, content: signInCard(appId, randomUUID()) }] });
    return Dialog.EndOfTurn;
  }
}

class Transfer extends ComponentDialog {
  constructor() {
    super('transfer');
    this.addDialog(new SignIn('sign-in'));
    this.addDialog(new WaterfallDialog('steps', [(step) => step.beginDialog('sign-in'), (step) => step.endDialog()]));
    this.initialDialogId = 'steps';
  }
  protected override async onContinueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    if (dc.context.activity.text !== 'cancel') return super.onContinueDialog(dc);
    await dc.context.sendActivity(CANCELLED);
    return dc.cancelAllDialogs();
  }
}

const state = new ConversationState(new MemoryStorage());
const dialogs = new DialogSet(state.createProperty('dialogs'));
dialogs.add(new Transfer());

const turn = async (context: TurnContext): Promise<void> => {
  const dc = await dialogs.createContext(context);
  const result = await dc.continueDialog();
  if (result.status === DialogTurnStatus.empty) await dc.beginDialog('transfer');
  await state.saveChanges(context);
};

const server = restify.createServer();
server.post('/api/messages', async (req: restify.Request, res: restify.Response) => {
  // Samples read bodies with a plugin that a forged body can end the process with; reading here costs stock less, not more.
  const chunks: Buffer[] = [];
  for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
  req.body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  await adapter.process(req as unknown as Request, res as unknown as BotResponse, turn);
});
server.listen(port, '127.0.0.1');
