/** Fingers are the main way in: a keyboard covers half the window, and Enter on it breaks the line. */
export const isTouch = (): boolean => matchMedia('(pointer: coarse)').matches
