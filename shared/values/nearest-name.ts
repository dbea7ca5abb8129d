/** The known name that a misspelt one most probably means; null when none is near or several are equally near. */
export function findNearestName(name: string, known: readonly string[]): string | null {
  const letters = [...name];
  const allowed = letters.length <= 2 ? 1 : Math.floor((letters.length + 1) / 3);
  let nearest: string | null = null;
  let least = allowed + 1;
  for (const candidate of known) {
    const distance = editDistance(letters, [...candidate]);
    if (distance < least) {
      nearest = candidate;
      least = distance;
    } else if (distance === least) nearest = null;
  }
  return nearest;
}

/** How many characters have to be added, left out or replaced; by code point, so rare characters count once. */
function editDistance(left: readonly string[], right: readonly string[]): number {
  let previous = right.map((_, index) => index + 1);
  let corner = 0;
  for (const [row, letter] of left.entries()) {
    let diagonal = corner;
    corner = row + 1;
    let before = corner;
    previous = previous.map((above, column) => {
      const distance = Math.min(above + 1, before + 1, diagonal + (letter === right[column] ? 0 : 1));
      diagonal = above;
      before = distance;
      return distance;
    });
  }
  return previous.at(-1) ?? left.length;
}
