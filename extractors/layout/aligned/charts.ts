/**
 * Charts: the numbers at an axis look like a column, and the labels in the drawing like its cells. An axis goes on by
 * equal steps at equal distances, and hardly anything stands beside its numbers.
 */
import type { StreamGrid } from './stream.js';

/** Numbers of an axis, at least. */
const TICKS = 5;
/** How far (share of a step) numbers of an axis may be off their places. */
const UNEVEN = 0.1;
/** Share of the slots beside an axis that may be filled. */
const FILLED = 0.3;
/** Share of a grid's rows that axes make up, at least. */
const ROWS = 0.6;

interface Tick { readonly row: number; readonly value: number; readonly y: number }

/** Whether an aligned grid is what a chart prints: most of its rows are at axes, and nearly empty. */
export function isChart({ rows, columns, cells }: StreamGrid): boolean {
  const filled = Array.from({ length: rows }, () => 0);
  const ticks = Array.from({ length: columns }, (): Tick[] => []);
  for (const { row, column, chars } of cells) {
    if (chars.length === 0) continue;
    filled[row] = (filled[row] ?? 0) + 1;
    const text = chars.map(c => c.text).join('');
    if (/^[-−–]?\d[\d,]*(?:\.\d+)?%?$/.test(text)) ticks[column]?.push({ row, value: Number(text.replace(/[−–]/, '-').replace(/[,%]/g, '')), y: chars[0]?.y0 ?? 0 });
  }
  const axis = new Set(ticks.flatMap(column => axes(column.sort((a, b) => a.row - b.row))));
  const beside = [...axis].reduce((sum, row) => sum + (filled[row] ?? 0) - 1, 0);
  return axis.size >= ROWS * rows && beside <= FILLED * axis.size * (columns - 1);
}

/** Rows of the numbers that go on by equal steps at equal distances. */
function axes(ticks: readonly Tick[]): number[] {
  const rows: number[] = [];
  let run: Tick[] = [];
  // 1, 2, 3 … downwards number the rows of a table (序号, 行次)
  const numbersRows = (): boolean => run[0]?.value === 1 && run[1]?.value === 2;
  const close = (): void => { if (run.length >= TICKS && !numbersRows()) rows.push(...run.map(t => t.row)); };
  for (const tick of ticks) {
    const [first, second] = run;
    const last = run.at(-1);
    const goesOn = first && second && last && near(tick.value - last.value, second.value - first.value) && near(tick.y - last.y, second.y - first.y);
    if (goesOn) run.push(tick);
    else if (run.length === 1 && first && first.value !== tick.value) run.push(tick);
    else { close(); run = last ? [last, tick] : [tick]; }
  }
  close();
  return rows;
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= UNEVEN * Math.abs(b);
