const WEEK = 6 * 86_400_000

/** A weekday and a time while those are enough, in the visitor's own zone. */
export const sayTime = (locale: string, at: number): string => {
  const isSoon = at - Date.now() < WEEK
  return new Intl.DateTimeFormat(locale, {
    __proto__: null,
    ...(isSoon ? { weekday: 'long' as const } : { day: 'numeric' as const, month: 'long' as const }),
    hour: 'numeric',
    minute: '2-digit',
  }).format(at)
}
