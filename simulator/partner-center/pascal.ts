const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** The same record with its own names in PascalCase, as echoes and audit values have them (§3.2, §12); `blank` names come as null when absent. */
export const pascalNames = (record: object, blank: readonly string[] = []): Record<string, unknown> => ({
  ...Object.fromEntries(blank.map((name) => [pascal(name), null])),
  ...Object.fromEntries(Object.entries(record).map(([name, value]) => [pascal(name), value])),
});

/** A field whose name may have come in either spelling: clients send back what an echo gave them. */
export const fieldOf = (body: Record<string, unknown>, name: string): unknown => body[name] ?? body[pascal(name)] ?? undefined;
