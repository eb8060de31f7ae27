/** Layouts mixed by chance: the cut of one place with the rules, codes, figures and pages of others. */
import type { Layout } from './layouts.js';
import { Random } from './random.js';

/** Tables that need a wide page. */
const isWide = ({ forms }: Layout): boolean => forms.revenue.startsWith('organisation') || forms.expenditure === 'threefold' || forms.expenditure === 'units' || forms.three === 'changes' || forms.summary === 'four-blocks';

/** A layout with traits of others; the same seed gives the same one. Its tables and titles stay those of the place. */
export function varied(layout: Layout, seed: number): Layout {
  const random = new Random(seed ^ 0x9e37);
  const final = layout.stage === 'final';
  const wide = isWide(layout);
  const unit = random.pick(['元', '万元', '万元'] as const);
  const drawn = random.pick(['grid', 'grid', 'grid', 'open', 'three-line', 'none', 'horizontal', 'double', 'dashed'] as const);
  // Nobody prints eighteen columns without lines between them.
  const rules = wide && (drawn === 'three-line' || drawn === 'none' || drawn === 'horizontal') ? 'grid' : drawn;
  const printer = random.chance(0.35) ? 'libreoffice' : 'chromium';
  return {
    ...layout, printer, unit,
    rules: printer === 'libreoffice' && rules === 'three-line' ? 'grid' : rules,
    codes: layout.itemsOnly ? random.pick(['three-columns', 'one-column', 'grouped', 'with-name', 'dash-name'] as const) : layout.ministry ? random.pick(['three-columns', 'staggered'] as const) : random.pick(['three-columns', 'staggered', 'one-column', 'grouped', 'with-name', 'dash-name', 'indented'] as const),
    decimals: unit === '元' ? random.pick([0, 2, 2]) : random.pick([2, 2, 2, 4, 6]),
    separators: random.chance(0.75), zero: random.pick(['', '', '0.00', '0', '-'] as const),
    totalFirst: random.chance(0.6), total: random.pick(['合计', '合　计', '合  计', '总计', '合　　计']), totalCell: random.pick(['merged', 'name', 'code'] as const),
    emptyRows: random.chance(0.3), stars: !layout.ministry && random.chance(0.3), carryover: final || random.chance(0.5),
    landscape: wide || random.chance(0.3),
    forms: {
      ...layout.forms,
      expenditure: layout.forms.expenditure === 'split' && random.chance(0.4) ? 'seven' : layout.forms.expenditure,
      general: layout.forms.general === 'split' && !final ? random.pick(['split', 'staff', 'years', 'changes'] as const) : layout.forms.general,
      fiscal: random.pick(['funds', 'single', 'numbered'] as const),
    },
    look: {
      ...layout.look, paper: wide && random.chance(0.5) ? 'A3' : 'A4', font: wide ? random.pick([7, 8]) : unit === '元' || rules === 'none' || rules === 'three-line' ? random.pick([7.5, 8]) : random.pick([8, 9, 10]),
      headFill: random.chance(0.3), runningTitle: random.chance(0.3), pageNumbers: random.pick(['', 'plain', 'dashes', 'of'] as const), repeatHead: random.chance(0.6),
      spacedHead: random.chance(0.2), flow: random.chance(0.2), amountWidth: random.pick([1.5, 1.8, 2.2]), tableNumber: random.pick(['', '', 'left', 'right'] as const),
    },
  };
}
