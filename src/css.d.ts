/** A style sheet arrives as its minified text; `styles/sheet.ts` makes a constructable sheet of it. */
declare module '*.css' {
  const text: string
  export default text
}
