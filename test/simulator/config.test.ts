import assert from 'node:assert/strict';
import { BadSetting, readTwinConfig, redirectsOf } from '../../simulator/config.ts';

describe('Settings of the twins', () => {
  it('reply addresses that are listed are the only ones, and without a list none is', () => {
    const uris = ['http://localhost:5123/back', 'https://client.example/signed-in'];
    assert.deepEqual(redirectsOf(readTwinConfig({ TWIN_REDIRECT_URIS: uris.join(', ') })), { redirectUris: uris, onlyRegistered: true });
    assert.deepEqual(redirectsOf(readTwinConfig({ TWIN_REDIRECT_URIS: ' ' })), {});
    assert.throws(() => readTwinConfig({ TWIN_REDIRECT_URIS: 'client.example' }), (error) => error instanceof BadSetting && error.message.includes('"client.example"'));
  });
});
