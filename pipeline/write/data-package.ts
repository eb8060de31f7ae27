/**
 * datapackage.json: the descriptor of the dataset (Data Package v2), every CSV with its Table Schema, keys and hash.
 */
import { z } from 'zod';
import { RESOURCES, type Resource, type ResourceName } from '../../schemas/dataset-files.js';

/** Size and hash of a written file. */
export interface FileMark {
  readonly bytes: number;
  readonly sha256: string;
}

/** Marks a folder as a dataset of this program. */
export const PACKAGE_NAME = 'mingxi-dataset';

interface JsonField {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly JsonField[];
}

/** A Table Schema field of one property of a record's JSON Schema. Empty cells are missing values, so patterns and lists need not allow them. */
function field(name: string, property: JsonField, required: boolean): object {
  const inner = property.anyOf?.find((option) => option.type !== 'null') ?? property;
  const type = property.format === 'decimal' ? 'number' : ([inner.type ?? 'string'].flat().find((name) => name !== 'null') ?? 'string');
  const values = inner.enum?.filter((value) => value !== '');
  const constraints = {
    ...(required ? { required } : {}),
    ...(values === undefined ? {} : { enum: values }),
    ...(inner.pattern === undefined || type === 'number' ? {} : { pattern: inner.pattern }),
  };
  return { name, type, ...(property.description === undefined ? {} : { description: property.description }), ...(Object.keys(constraints).length === 0 ? {} : { constraints }) };
}

/** Table Schema of one CSV. */
export function tableSchema(resource: Resource): object {
  const properties = (z.toJSONSchema(resource.row) as { properties: Record<string, JsonField> }).properties;
  return {
    $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
    fields: Object.entries(properties).map(([name, property]) => field(name, property, resource.primaryKey.includes(name))),
    missingValues: [''],
    primaryKey: resource.primaryKey,
    ...(resource.foreignKeys.length === 0 ? {} : { foreignKeys: resource.foreignKeys }),
  };
}

/** Text of datapackage.json. It holds no date: the same input gives the same bytes. */
export function dataPackage(marks: Readonly<Record<ResourceName, FileMark>>): string {
  const descriptor = {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: PACKAGE_NAME,
    title: '部门预决算公开数据 Chinese government budget and final-account disclosures',
    description: 'Written by mingxi. Amounts are exact decimals in yuan: read them as decimals, not as floating-point numbers. documents/<document_id>.json holds each document as a whole.',
    resources: RESOURCES.map((resource) => ({
      name: resource.name,
      title: resource.title,
      path: `${resource.name}.csv`,
      type: 'table',
      format: 'csv',
      mediatype: 'text/csv',
      encoding: 'utf-8',
      bytes: marks[resource.name].bytes,
      hash: `sha256:${marks[resource.name].sha256}`,
      dialect: { $schema: 'https://datapackage.org/profiles/2.0/tabledialect.json', lineTerminator: '\n' },
      schema: tableSchema(resource),
    })),
  };
  return `${JSON.stringify(descriptor, undefined, 2)}\n`;
}
