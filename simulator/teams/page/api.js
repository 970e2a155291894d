const call = async (path, body) => {
  const init = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(path, init);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
};

export const getRoom = () => call('/api/room');
export const getMessages = async (personId) => (await call(`/api/people/${personId}/messages`)).messages;
export const say = (personId, text) => call(`/api/people/${personId}/say`, { text });
export const press = (personId, order) => call(`/api/people/${personId}/press`, order);
export const refresh = (personId, activityId) => call(`/api/people/${personId}/refresh`, { activityId });
/** Of a group the same, as one of its members. */
export const getGroups = async () => (await call('/api/groups')).groups;
export const getGroupMessages = async (groupId, personId) => (await call(`/api/groups/${groupId}/messages?viewer=${personId}`)).messages;
export const sayInGroup = (groupId, personId, text) => call(`/api/groups/${groupId}/say`, { personId, text });
export const pressInGroup = (groupId, personId, order) => call(`/api/groups/${groupId}/press`, { ...order, personId });
export const refreshInGroup = (groupId, personId, activityId) => call(`/api/groups/${groupId}/refresh`, { personId, activityId });
export const setLocale = (personId, locale) => call(`/api/people/${personId}/locale`, { locale });
export const setInstalled = (personId, installed) => call(`/api/people/${personId}/${installed ? 'install' : 'uninstall'}`, {});
export const moveClock = (advanceMs) => call('/api/clock', { advanceMs });

/** Follows the room; `opened` is called on every new connection, since events may have been missed before it. */
export const listen = ({ opened, lost, on }) => {
  const source = new EventSource('/api/events');
  source.addEventListener('open', opened);
  source.addEventListener('error', lost);
  for (const name of ['message', 'update', 'delete', 'typing', 'notice', 'room']) {
    source.addEventListener(name, (event) => on(name, JSON.parse(event.data)));
  }
};
