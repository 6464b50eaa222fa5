/* What a backend of files is sent by those who mean harm: names that are paths or headers, and bytes that are no pictures. */

export interface HostileFile {
  why: string
  name: string
  bytes: Uint8Array
  /** What is told of its size, where that is a lie. */
  told?: number
}

const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, 'utf8'))
const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'))
const join = (...parts: (Uint8Array | string)[]) =>
  Uint8Array.from(Buffer.concat(parts.map(part => Buffer.from(typeof part === 'string' ? bytesOf(part) : part))))

/** A picture of one point. */
export const PNG = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
)
export const GIF = hex('474946383961 0100 0100 80 00 00 000000 ffffff 2c 0000 0000 0100 0100 00 02 02 44 01 00 3b')
const JPEG_HEAD = hex('ffd8 ffe0 0010 4a46494600 01 01 00 0001 0001 00 00')
/** The beginning of a JPEG of this many points on a side. */
const jpeg = (side: number, note = '') => {
  const text = bytesOf(note)
  const comment = note ? join(hex('fffe'), Uint8Array.of((text.length + 2) >> 8, (text.length + 2) & 255), text) : ''
  const size = Uint8Array.of(side >> 8, side & 255, side >> 8, side & 255)
  return join(
    JPEG_HEAD,
    comment,
    hex('ffc0 000b 08'),
    size,
    hex('01 01 11 00'),
    hex('ffda 0008 01 01 00 00 3f 00 00 ffd9'),
  )
}
const png = (width: number, height: number) => {
  const size = Buffer.alloc(8)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  return join(
    hex('89504e470d0a1a0a 0000000d 49484452'),
    Uint8Array.from(size),
    hex('0806000000 00000000 00000000 49444154 00000000'),
  )
}
const PDF =
  '%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF'
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')
/** The beginning of a zip whose one entry says that it unpacks to four gigabytes. */
const ZIP_BOMB = join(
  hex('504b0304 1400 0000 0800 00000000 00000000 ffff0000 ffffffff 0f00 0000'),
  'word/bomb.xml00',
  new Uint8Array(60_000),
)

/** @param beacon script that tells somebody it has run. */
export const hostileFiles = (beacon: string): HostileFile[] => {
  const html = `<!doctype html><html><body><script>${beacon}</script><img src=x onerror="${beacon}"></body></html>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="${beacon}"><script>${beacon}</script></svg>`
  const xml = `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script>${beacon}</script></html>`
  const named = (why: string, bytes: Uint8Array | string, names: readonly string[]) =>
    names.map(name => ({ why, name, bytes: typeof bytes === 'string' ? bytesOf(bytes) : bytes }))
  const lying = (name: string, told: number, bytes = PNG) => ({ why: 'a size that is a lie', name, bytes, told })

  return [
    ...named('SVG with a script', svg, [
      'a.svg',
      'a.svg.png',
      'a.png',
      'A.SVG',
      'a.png.svg',
      'a.svgz',
      'a.txt',
      'a.gif',
    ]),
    ...named('HTML', html, ['a.html', 'a.htm', 'a.xhtml', 'a.shtml', 'a.mht', 'a.hta', 'a.png', 'a.jpg', 'a.gif']),
    ...named('HTML', html, ['a.webp', 'a.pdf', 'a.txt', 'a.csv', 'a.log', 'a.mp4', 'a.docx', 'a.html.txt', 'a']),
    ...named('XML', xml, ['a.xml', 'a.png', 'a.txt', 'a.xsl']),
    ...named('HTML in UTF-16', Uint8Array.from(Buffer.from(`\ufeff${html}`, 'utf16le')), ['a.txt', 'a.csv']),
    ...named('HTML in UTF-7', '+ADw-script+AD4-alert(1)+ADw-/script+AD4-', ['a.txt']),
    ...named('a GIF that is a script as well', join('GIF89a/*', GIF.slice(8), `*/=1;${beacon}`), [
      'a.gif',
      'a.js',
      'a.txt',
    ]),
    ...named('a GIF with HTML behind it', join(GIF, html), ['a.gif', 'a.gif.html', 'a.html']),
    ...named('a PNG with HTML behind it', join(PNG, html), ['a.png', 'a.png.html', 'a.jpg']),
    ...named('a JPEG with HTML in its note', jpeg(8, html), ['a.jpg', 'a.jpeg', 'a.html', 'a.png']),
    ...named('a PDF with a script', PDF, ['a.pdf', 'a.png', 'a.html']),
    ...named('HTML with a PDF in it', join(html, PDF), ['a.pdf', 'a.html']),
    ...named('a program for Windows', join('MZ', hex('9000 0300 0000 0400 0000 ffff 0000'), new Uint8Array(64)), [
      'a.exe',
      'a.png',
      'a.pdf',
      'a.txt',
      'a.scr',
      'a.docx',
    ]),
    ...named('a program for Linux', join(hex('7f454c46 02010100'), new Uint8Array(64)), ['a.elf', 'a.png', 'a.txt']),
    ...named('a shell script', '#!/bin/sh\nrm -rf /\n', ['a.sh', 'a.png', 'a.bat', 'a.ps1', 'a.jar']),
    ...named('a packed file', ZIP_BOMB, ['a.zip', 'a.docx', 'a.png', 'a.txt', 'a.apk']),
    ...named('a packed file', hex('1f8b0800 00000000 0003'), ['a.gz', 'a.txt']),
    ...named('a test virus', EICAR, ['a.txt', 'a.com', 'a.pdf']),
    ...named('a picture that fills the memory', png(100_000, 100_000), ['a.png', 'a.txt']),
    ...named('a picture that fills the memory', png(15_000, 15_000), ['b.png']),
    ...named('a picture that fills the memory', jpeg(65_000), ['a.jpg']),
    ...named('a picture that fills the memory', join('GIF89a', hex('ffff ffff 80 00 00'), GIF.slice(13)), ['a.gif']),
    ...named('a picture that ends too soon', PNG.slice(0, 20), ['a.png']),
    ...named('nothing', '', ['a.png', 'a.txt']),
    ...named('bytes that no text has', join('Hello', Uint8Array.of(0, 1, 2, 3)), ['a.txt', 'a.csv']),
    ...named('a formula', '=cmd|"/c calc"!A1\n', ['a.csv']),
    ...named('a name that is a header', PNG, [
      'a.png\r\nSet-Cookie: x=1',
      'a\r\nContent-Type: text/html\r\n\r\n.png',
      'a%0d%0aSet-Cookie:x.png',
      'a"; filename="b.html.png',
      'a.png; filename=b.html',
      "a*=UTF-8''b.html.png",
    ]),
    ...named('a name that is a path', PNG, [
      '../../../../etc/cron.d/x.png',
      '..\\..\\windows\\x.png',
      '/etc/x.png',
      'C:\\x.png',
      '%2e%2e%2fx.png',
      '....//x.png',
      '.htaccess.png',
      'file:///etc/x.png',
      '~/x.png',
      '\\\\host\\share\\x.png',
    ]),
    ...named('a name that is not what it seems', PNG, [
      'gnp.exe\u202e.png',
      'a.html\0.png',
      'a\u2028b.png',
      '\u200b\u200b.png',
      '\ud800.png',
      'con.png',
      'a.html..png',
      `${'x'.repeat(900)}.png`,
      '💥.png',
      'a.png ',
      'a.png.',
      'a.PNG',
    ]),
    lying('more.png', PNG.length - 5),
    lying('less.png', PNG.length + 5),
    lying('minus.png', -1),
    lying('half.png', 1.5),
    lying('huge.png', 2 ** 53),
    lying('big.png', 20_000_001),
  ]
}
