import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { ENDPOINTS } from '../../../simulator/honesty/endpoints.ts';
import { ERRORS as ERROR_ROWS } from '../../../simulator/honesty/errors.ts';
import type { Row } from '../../../simulator/honesty/row.ts';
import { SECTIONS, withTable } from '../../../simulator/honesty/table.ts';
import { ERRORS } from '../../../simulator/partner-center/errors.ts';
import { RESOURCES } from '../../../simulator/partner-center/partner-center.ts';
import { EVENT_NAMES } from '../../../simulator/partner-center/webhooks/names.ts';
import { at, startWorld, type Answer } from '../partner-center/world.ts';
import { PROVOCATIONS } from './provocations.ts';

const ROWS = Object.values(SECTIONS).flat();
const nameOf = ({ status, body }: Answer): string => `${status} ${String(at(body, 'code') ?? '')}`.trim();
const rowsThat = <K extends string>(how: K): (Row & { built: Record<K, string> })[] => ROWS.filter((row): row is Row & { built: Record<K, string> } => how in row.built);

describe('The honesty table', () => {
  it('stands in docs/simulator.md as the data has it', () => {
    const document = readFileSync('docs/simulator.md', 'utf8');
    assert.equal(document, withTable(document), 'Write the table anew: ./node_modules/.bin/node simulator/honesty/main.ts');
  });

  it('names every route of the public surface, and none that is not there', () => {
    const routes = RESOURCES.map(({ method, path }) => `${method === 'del' ? 'DELETE' : method.toUpperCase()} ${path}`).sort();
    assert.deepEqual(rowsThat('route').map((row) => row.built.route).sort(), routes);
    assert.ok(ENDPOINTS.length > routes.length, 'what is not built is told as well');
  });

  it('names every refusal that the twin knows', () => {
    const known = Object.values<{ status: number; code: number }>(ERRORS).map(({ status, code }) => `${status} ${code}`);
    const told = new Set(ERROR_ROWS.map((row) => row.what));
    const missing = [...new Set(known)].filter((name) => !told.has(name) && name !== '503 800003');
    assert.deepEqual(missing, []);
  });

  it('names every event that can be subscribed to', () => {
    const told = ROWS.map((row) => row.what).join(' ');
    const fits = (name: string): boolean => told.includes(name) || [...told.matchAll(/[\w-]+(?=\*)/g)].some(([start]) => name.startsWith(start));
    const gdap = /granular-admin-relationship-created(, -\w+)+/.exec(told)?.[0] ?? '';
    assert.deepEqual(EVENT_NAMES.filter((name) => !fits(name) && !gdap.includes(name.replace('granular-admin-relationship', ''))), []);
  });

  it('gives a reason for everything that is not built', () => {
    for (const row of rowsThat('no')) assert.ok(row.built.no.length > 10, row.what);
  });

  it('proves the rest by tests that are there', () => {
    const tests = globSync('test/simulator/**/*.test.ts').map((file) => readFileSync(file, 'utf8')).join('\n');
    assert.deepEqual(rowsThat('test').filter((row) => !tests.includes(`it('${row.built.test}'`)).map((row) => row.built.test), []);
  });

  it('has one provocation for each code, and no other', () => {
    assert.deepEqual(Object.keys(PROVOCATIONS).sort(), rowsThat('code').map((row) => row.built.code).sort());
  });
});

describe('Every error that the table calls built', function () {
  this.timeout(60_000);

  for (const [name, provoke] of Object.entries(PROVOCATIONS)) {
    it(`can be provoked: ${name}`, async () => {
      const world = await startWorld(name.endsWith('600061') ? { startAt: '2025-06-01T08:00:00Z' } : {});
      try {
        assert.equal(nameOf(await provoke(world)), name);
      } finally {
        await world.close();
      }
    });
  }

  for (const row of rowsThat('fault')) {
    it(`can be injected: ${row.built.fault}`, async () => {
      const world = await startWorld();
      try {
        const [status, code] = row.built.fault.split(' ').map(Number);
        await world.portal('/faults', { kind: 'status', status, code });
        assert.equal(nameOf(await world.call('Astrid', '/v1/customers')), row.built.fault);
      } finally {
        await world.close();
      }
    });
  }
});
