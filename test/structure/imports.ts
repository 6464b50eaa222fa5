import { posix } from 'node:path'
import ts from 'typescript'

/** How a module is reached: at start, later, or only by its types, which are gone at run time. */
export type Kind = 'static' | 'dynamic' | 'types'

export interface Import {
  kind: Kind
  /** A path from the project's root for our own modules, a package name for others. */
  target: string
  own: boolean
}

/** Every import of a source file, also `export … from`, `import()` and `import('…').Type`. */
export const importsOf = (path: string, text: string): Import[] => {
  const found: Import[] = []
  const add = (kind: Kind, specifier: ts.Node | undefined) => {
    if (specifier && ts.isStringLiteralLike(specifier)) found.push(toImport(path, kind, specifier.text))
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(onlyTypes(node) ? 'types' : 'static', node.moduleSpecifier)
    else if (ts.isExportDeclaration(node)) add(node.isTypeOnly ? 'types' : 'static', node.moduleSpecifier)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add('types', node.argument.literal)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add('dynamic', node.arguments[0])
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest))
  return found
}

const onlyTypes = ({ importClause }: ts.ImportDeclaration): boolean => {
  if (!importClause) return false
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const bindings = importClause.namedBindings
  return (
    !importClause.name &&
    !!bindings &&
    ts.isNamedImports(bindings) &&
    bindings.elements.every(({ isTypeOnly }) => isTypeOnly)
  )
}

const toImport = (path: string, kind: Kind, specifier: string): Import =>
  specifier.startsWith('.')
    ? { kind, own: true, target: posix.join(posix.dirname(path), specifier) }
    : { kind, own: false, target: /^(@[^/]+\/[^/]+|[^/]+)/.exec(specifier)?.[0] ?? specifier }
