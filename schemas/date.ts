/**
 * Dates as people and sites write them.
 */

const WRITTEN = /^(\d{4})(?:-|\/|\.|年|(?=\d{4}$))(\d{1,2})(?:-|\/|\.|月|(?=\d{2}$))(\d{1,2})日?(?:[T ].*)?$/;

/** 2024-02-20, 2024/2/20, 2024.2.20, 20240220, 2024年2月20日, with or without a time, as ISO; '' stays; undefined for what is no date. */
export function isoDate(text: string): string | undefined {
  if (text === '') return '';
  const [, year = '', month = '', day = ''] = WRITTEN.exec(text.trim()) ?? [];
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso ? undefined : iso;
}
