/**
 * Takes the residue of markup out of text as OCR services return it: LaTeX, HTML tags and entities, Markdown marks.
 * Figures stay as printed: full-width digits and separators are the business of amount parsing.
 */
import { plainCharacter } from '../layout/lines/radicals.js';

/** LaTeX commands that stand for one character. */
const symbols: Readonly<Record<string, string>> = {
  geq: '≥', ge: '≥', geqslant: '≥', leq: '≤', le: '≤', leqslant: '≤', gt: '>', lt: '<', neq: '≠', ne: '≠', approx: '≈',
  times: '×', div: '÷', pm: '±', cdot: '·', sim: '~', circ: '°', rightarrow: '→', to: '→', ldots: '…', cdots: '…', dots: '…',
  yen: '¥', infty: '∞', triangle: '△', bigtriangleup: '△', square: '□', checkmark: '√', surd: '√', permil: '‰', textperthousand: '‰',
  quad: ' ', qquad: ' ', left: '', right: '', displaystyle: '', bullet: '•', star: '★', bigstar: '★', prime: '′',
};
/** LaTeX commands whose argument is the text. */
const wrappers = 'text|textbf|textit|textrm|mathrm|mathbf|mathit|mathsf|mathbb|mathtt|underline|overline|operatorname|mbox|hbox|boldsymbol|bm|uline|textsuperscript|textsubscript|mathring';
const wrapper = new RegExp(`\\\\(?:${wrappers})\\*?\\s{0,4}\\{([^{}]{0,2000})\\}`, 'g');
const fraction = /\\[dt]?frac\s{0,4}\{([^{}]{0,200})\}\s{0,4}\{([^{}]{0,200})\}/g;
const command = /\\([A-Za-z]{1,24})(?![A-Za-z])/g;
/** What a span between dollars must hold to be LaTeX and not two prices. */
const mathlike = /[\\^_{}<>=≥≤]|^\s*[+-]?[\d.,]+\s*%?\s*$/;

const tag = /<\/?(?:p|br|b|i|u|s|em|strong|span|div|font|sup|sub|center|small|big|hr|a|img|figure|figcaption|h[1-6]|ul|ol|li|table|thead|tbody|tfoot|tr|td|th|html|body|head|o:p|ins|del|mark|code|pre|blockquote|section|article|label)(?:\s[^<>]{0,2000})?\/?>/gi;
const entities: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ensp: ' ', emsp: '　', thinsp: ' ', middot: '·', times: '×', divide: '÷',
  ge: '≥', le: '≤', ne: '≠', mdash: '—', ndash: '–', hellip: '…', ldquo: '“', rdquo: '”', lsquo: '‘', rsquo: '’', permil: '‰',
  yen: '¥', plusmn: '±', bull: '•', deg: '°', minus: '−', laquo: '«', raquo: '»', sup2: '²', sup3: '³', zwnj: '', zwsp: '', shy: '',
};

/** Text of a cell or a paragraph without any residue, trimmed; `<br>` and block tags become spaces. */
export function cleanText(raw: string): string {
  let text = raw;
  if (text.includes('<')) text = withoutComments(text).replace(tag, (found) => (/^<\/?(?:br|p|div|li|tr|td|th)\b/i.test(found) ? ' ' : ''));
  text = plainLatex(text);
  if (text.includes('&')) text = plainEntities(text);
  if (text.includes('**')) text = text.replace(/\*\*([^*]{1,2000})\*\*/g, '$1');
  if (text.includes('\\')) text = text.replace(/\\([*_#|[\]`~>+.!-])/g, '$1');
  return plainCharacters(text).trim();
}

function withoutComments(text: string): string {
  let kept = '';
  let from = 0;
  for (let open = text.indexOf('<!--'); open >= 0; open = text.indexOf('<!--', from)) {
    const close = text.indexOf('-->', open + 4);
    if (close < 0) break;
    kept += text.slice(from, open);
    from = close + 3;
  }
  return kept + text.slice(from);
}

/** Joins the lines of a cell: nothing between Chinese characters or inside a figure, a space elsewhere. */
export function joinLines(lines: readonly string[]): string {
  return lines.reduce((joined, line) => {
    if (joined === '' || line === '') return joined + line;
    const glued = !(/[A-Za-z]$/.test(joined) && /^[A-Za-z0-9]/.test(line)) && !(/[0-9]$/.test(joined) && /^[A-Za-z]/.test(line));
    return joined + (glued ? '' : ' ') + line;
  }, '');
}

/** Radicals to ideographs, blanks without width and control characters out. */
export function plainCharacters(text: string): string {
  // oxlint-disable-next-line no-control-regex
  const visible = text.replace(/[\u200b-\u200f\u2060\ufeff\u00ad\u0000-\u0008\u000b\u000e-\u001f\u007f]/g, '').replaceAll('\u00a0', ' ');
  return visible.replace(/[\u2e80-\u2fdf]/g, plainCharacter);
}

/** `$\geq 90.00\%$` → `≥90.00%`. Commands are read outside dollars too; blanks inside formulas carry no meaning. */
export function plainLatex(text: string): string {
  if (!text.includes('$') && !text.includes('\\')) return text;
  const formulas = text
    .replace(/\$\$?([^$\n]{1,2000})\$\$?/g, (whole, inner: string) => (mathlike.test(inner) ? plainFormula(inner) : whole))
    .replace(/\\\(([^\n]{1,2000}?)\\\)/g, (_, inner: string) => plainFormula(inner));
  return plainCommands(formulas);
}

function plainFormula(formula: string): string {
  const kept = formula.replace(wrapper, (_, inner: string) => inner.replaceAll(' ', '\u0001'));
  return plainCommands(kept.replaceAll('\\ ', '\u0001').replace(/\\[,;:!]/g, ''))
    .replace(/\^\{?\\?°\}?/g, '°').replace(/\^\{2\}|\^2/g, '²').replace(/\^\{3\}|\^3/g, '³')
    .replace(/[\^_]\{([^{}]*)\}/g, '$1').replace(/[{}~]/g, (found) => (found === '~' ? '~' : ''))
    .replace(/\s+/g, '').replaceAll('\u0001', ' ');
}

function plainCommands(text: string): string {
  if (!text.includes('\\')) return text;
  return text
    .replace(wrapper, '$1').replace(wrapper, '$1').replace(fraction, '$1/$2')
    .replace(command, (whole, name: string) => symbols[name] ?? whole)
    .replace(/\\([%$&_#{}])/g, '$1');
}

function plainEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,8}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number.parseInt(decimal, 10);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : whole;
  });
}
