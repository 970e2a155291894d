/** Finds the data of a button in a card, so that a press may name the button by its verb, id or title alone. */
export type WantedAction = { type: 'submit' | 'execute'; verb?: string; id?: string; title?: string };

export type FoundAction = { data: unknown; verb?: string; id?: string; title?: string };

const TYPES = { submit: 'Action.Submit', execute: 'Action.Execute' } as const;

export const findAction = (card: unknown, wanted: WantedAction): FoundAction | undefined => {
  if (typeof card !== 'object' || card === null) return undefined;
  const node = card as Record<string, unknown>;
  if (fits(node, wanted)) return { data: node['data'], verb: text(node['verb']), id: text(node['id']), title: text(node['title']) };
  for (const value of Object.values(node)) {
    const found = findAction(value, wanted);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** A Submit has no verb of its own: there the verb is looked for in its data, which is where our cards keep it. */
const fits = (node: Record<string, unknown>, wanted: WantedAction): boolean => {
  if (node['type'] !== TYPES[wanted.type]) return false;
  const verb = node['verb'] ?? (node['data'] as Record<string, unknown> | undefined)?.['verb'];
  return (wanted.verb === undefined || verb === wanted.verb)
    && (wanted.id === undefined || node['id'] === wanted.id)
    && (wanted.title === undefined || node['title'] === wanted.title);
};

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Inputs join the data as Teams joins them: an input of the same name wins. */
export const mergeInputs = (data: unknown, inputs: Record<string, unknown>): unknown => {
  if (data === undefined || data === null) return inputs;
  return typeof data === 'object' && !Array.isArray(data) ? { ...data, ...inputs } : data;
};

/** The `refresh` part of a card, where it has one with an Execute in it. */
export const refreshOf = (card: unknown): { action: FoundAction; userIds: string[] | undefined } | undefined => {
  const refresh = (card as { refresh?: { action?: unknown; userIds?: unknown } } | undefined)?.refresh;
  const action = findAction(refresh?.action, { type: 'execute' });
  if (action === undefined) return undefined;
  return { action, userIds: Array.isArray(refresh?.userIds) ? refresh.userIds.map(String) : undefined };
};
