/**
 * Printers sometimes map glyphs to radicals instead of ideographs: 行 comes as U+2F8F, 民 as U+2EA0.
 * Kangxi radicals (U+2F00–2FD5) have NFKC decompositions; the CJK Radicals Supplement (U+2E80–2EFF) has none,
 * so Unicode's property Equivalent_Unified_Ideograph (UCD, EquivalentUnifiedIdeograph.txt) is used.
 */

/** The supplement's radicals from U+2E81 on, in code order; `_` stands where the code point is unassigned. */
const SUPPLEMENT_START = 0x2e81;
const SUPPLEMENT = [...(
  '厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑𫜹忄心扌攵_旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹'
  + '虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟'
)];

/** The ideograph of a radical; any other character unchanged (ligatures of Latin letters are spelled out). */
export function plainCharacter(text: string): string {
  const code = text.codePointAt(0) ?? 0;
  if (code >= 0x2f00 && code <= 0x2fd5) return text.normalize('NFKC');
  if (code >= 0x2e81 && code <= 0x2ef3) {
    const ideograph = SUPPLEMENT[code - SUPPLEMENT_START];
    return ideograph && ideograph !== '_' ? ideograph : text;
  }
  if (code >= 0xfb00 && code <= 0xfb06) return text.normalize('NFKC');
  return text;
}
