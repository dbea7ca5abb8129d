import { describe, expect, it } from 'vitest';
import { newId } from '../../electron/new-id.ts';

describe('ids', () => {
  const ids = Array.from({ length: 3000 }, newId);

  it('are UUIDs of version 7, no two the same', () => {
    const version7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(ids.filter((id) => !version7.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('lie beside those made just before and after them', () => {
    const ascents = ids.filter((id, index) => id > (ids[index - 1] ?? '')).length;
    expect(ascents).toBeGreaterThan(ids.length - 10);
  });
});
