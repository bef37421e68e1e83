import { readdirSync, readFileSync } from 'node:fs'
import ts from 'typescript'

/** A story as its source says it. */
export interface StorySource {
  file: string
  /** Name of the export. */
  name: string
  tags: readonly string[]
  /** Source of the play function that runs: its own, or that of the story it spreads. Empty for none. */
  play: string
  /** Source of its loaders and of those of the file's meta. */
  loaders: string
}

type Fields = ReadonlyMap<string, ts.Expression>

/** Reads every story of a folder. */
export function findStories(folder: string): StorySource[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.stories.tsx'))
    .flatMap((file) => readStories(file, readFileSync(`${folder}/${file}`, 'utf8')))
}

/** Reads the stories of one file. */
export function readStories(file: string, text: string): StorySource[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const objects = new Map<string, Fields>()
  const stories: StorySource[] = []
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue
    const isExported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false
    for (const { name, initializer } of statement.declarationList.declarations) {
      const object = initializer && ts.isSatisfiesExpression(initializer) ? initializer.expression : initializer
      if (!object || !ts.isObjectLiteralExpression(object)) continue
      const fields = fieldsOf(object, objects)
      objects.set(name.getText(), fields)
      if (!isExported) continue
      const textOf = (field: string, of: Fields | undefined = fields) => of?.get(field)?.getText() ?? ''
      const own = object.properties.find((each) => each.name?.getText() === 'tags')
      stories.push({
        file,
        name: name.getText(),
        tags: [...(own?.getText().matchAll(/'([^']+)'/g) ?? [])].map(([, tag = '']) => tag),
        play: textOf('play') || textOf('play', objects.get('meta')),
        loaders: textOf('loaders') + textOf('loaders', objects.get('meta')),
      })
    }
  }
  return stories
}

/** The fields of an object, with those of the objects that it spreads. */
function fieldsOf(object: ts.ObjectLiteralExpression, known: ReadonlyMap<string, Fields>): Fields {
  const fields = new Map<string, ts.Expression>()
  for (const property of object.properties) {
    if (ts.isSpreadAssignment(property)) {
      known.get(property.expression.getText())?.forEach((value, name) => fields.set(name, value))
    } else if (ts.isPropertyAssignment(property)) {
      fields.set(property.name.getText(), property.initializer)
    }
  }
  return fields
}
