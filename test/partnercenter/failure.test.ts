import assert from 'node:assert/strict';
import { failureOf } from '../../partnercenter/failure.ts';

const attempt = { attempted: 'accept', correlationId: 'c', requestId: 'r', write: false };

/** status, body -> kind, code, description */
const TABLE: readonly (readonly [number, string | undefined, string, string | undefined, string | undefined])[] = [
  [400, '{"code":2000,"description":"Bad input.","data":[],"source":"PartnerApiServiceControllers"}', 'refused', '2000', 'Bad input.'],
  [403, '{"code":"900329","description":"This resource needs user context."}', 'refused', '900329', 'This resource needs user context.'],
  [404, '{"code":600074,"message":"m","description":"d","errorName":"AccountStatusNotFound","isRetryable":false}', 'refused', '600074', 'd'],
  [409, '{"Code":900104,"Description":"Busy.","Data":null}', 'refused', '900104', 'Busy.'],
  [429, '{"statusCode":429,"message":"Rate limit is exceeded. Try again in 12 seconds."}', 'throttled', undefined, 'Rate limit is exceeded. Try again in 12 seconds.'],
  [403, '{"error":{"code":"Authorization_RequestDenied","message":"No."}}', 'refused', 'Authorization_RequestDenied', 'No.'],
  [401, '', 'unauthorised', undefined, undefined],
  [401, '<html><body>401</body></html>', 'unauthorised', undefined, undefined],
  [502, '<html>', 'unreachable', undefined, undefined],
  [503, '{"code":800003,"description":"Service error."}', 'unreachable', '800003', 'Service error.'],
  [500, '{"code":900103,"description":"Order failed."}', 'refused', '900103', 'Order failed.'],
  [500, '{"code":9001', 'unreachable', undefined, undefined],
  [400, undefined, 'refused', undefined, undefined],
  [400, '[1]', 'refused', undefined, undefined],
  [400, 'null', 'refused', undefined, undefined],
  [400, '{"code":{},"description":7}', 'refused', undefined, undefined],
  [302, '', 'unreachable', undefined, undefined],
];

describe('what a failed call says', () => {
  for (const [status, text, kind, code, description] of TABLE) {
    it(`${status} ${text ?? '(unreadable)'} -> ${kind} ${code ?? ''}`, () => {
      const error = failureOf({ status, headers: new Headers(), text }, attempt);
      assert.deepEqual([error.kind, error.code, error.description, error.httpStatus], [kind, code, description, status]);
    });
  }

  it('cuts a description that goes on', () => {
    const error = failureOf({ status: 400, headers: new Headers(), text: JSON.stringify({ code: 1, description: 'x'.repeat(5000) }) }, attempt);
    assert.equal(error.description?.length, 1024);
  });
});
