/** 11月24日 23:41 of this year, 2024年11月24日 23:41 of another one, in the computer's own time zone. */
export function formatInstant(instant: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  const year = date.getFullYear() === new Date().getFullYear() ? '' : `${date.getFullYear()}年`;
  const time = `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
  return `${year}${date.getMonth() + 1}月${date.getDate()}日 ${time}`;
}
