/** Every picture there is, once in light and once in dark: the script takes these, a test holds files and pages to them. */
export const PICTURES = [
  'page-launcher',
  'page-talking',
  'panel-ringing',
  'panel-talking',
  'panel-lost',
  'panel-ended',
  'phone-talking',
  'desk-preview',
  'desk-talking',
  'desk-phone',
] as const
export type Picture = (typeof PICTURES)[number]

export const THEMES = ['light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export const FOLDER = 'demo/pictures'
export const fileOf = (picture: Picture, theme: Theme) => `${picture}-${theme}.png`
export const allFiles = PICTURES.flatMap(picture => THEMES.map(theme => fileOf(picture, theme)))
