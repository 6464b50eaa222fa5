const face = (colors: { wall: string; coat: string; skin: string; hair: string }, hair: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="96" height="96"><path fill="${colors.wall}" d="M0 0h96v96H0z"/>` +
  `<path fill="${colors.coat}" d="M12 96c2-19 16-27 36-27s34 8 36 27z"/><path fill="${colors.skin}" d="M40 58h16v14a8 8 0 0 1-16 0z"/>` +
  `<circle fill="${colors.skin}" cx="48" cy="44" r="18"/><path fill="${colors.hair}" d="${hair}"/></svg>`

/** Pictures of the demo's operators, by file name. */
export const photos: ReadonlyMap<string, string> = new Map([
  [
    'anna.svg',
    face(
      { wall: '#dfe7dc', coat: '#8a4b3c', skin: '#efc9a8', hair: '#4a2f22' },
      'M26 62c-6-30 4-44 22-44s28 14 22 44c-4 2-7 2-9 0 3-10 4-17 1-25-9 3-19 2-27-3-3 8-3 18-0 28-2 2-5 2-9 0z',
    ),
  ],
  [
    'boris.svg',
    face(
      { wall: '#dbe3ee', coat: '#33485c', skin: '#e6b890', hair: '#2c2622' },
      'M29 42c-2-17 6-25 19-25s21 8 19 25c-2-3-3-6-4-10-9 2-21 2-30 0-1 4-2 7-4 10z',
    ),
  ],
])
