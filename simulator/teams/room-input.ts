import { z } from 'zod';
import type { Ask } from '../http.ts';
import { Refusal } from '../http.ts';

/** The body in the shape of the schema, or 400 with what is wrong. */
export const read = <T>(schema: z.ZodType<T>, ask: Ask): T => {
  const parsed = schema.safeParse(ask.body);
  return parsed.success ? parsed.data : refuse(400, 'BadRequest', z.prettifyError(parsed.error));
};

export const refuse = (status: number, code: string, message = code): never => {
  throw new Refusal({ status, body: { error: { code, message } } });
};
