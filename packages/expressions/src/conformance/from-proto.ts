import { makeMap } from '../run/maps.ts';
import { BytesValue, Duration, Timestamp, TypeValue, type Value } from '../run/values.ts';
import {
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  listOf,
  mapOf,
  NULL,
  STRING,
  TIMESTAMP,
  TYPE,
  type Type,
} from '../types/type.ts';

/** A value of the suite, as its protocol buffers spell it; only what is read here. */
export interface ProtoValue {
  readonly kind: { readonly case: string | undefined; readonly value?: unknown };
}

/** A type of the suite, spelled likewise. */
export interface ProtoType {
  readonly typeKind: { readonly case: string | undefined; readonly value?: unknown };
}

/** The suite asks for something that the profile has no value for. */
export class OutsideProfile extends Error {}

type Unpacked = { readonly seconds: bigint; readonly nanos: number };

/** The evaluator's value for a value of the suite; `unpack` opens messages that are instants or durations. */
export function valueFromProto({ kind }: ProtoValue, unpack: (any: unknown) => Unpacked | undefined): Value {
  switch (kind.case) {
    case 'nullValue':
      return null;
    case 'boolValue':
      return kind.value as boolean;
    case 'int64Value':
    case 'uint64Value':
      return Number(kind.value as bigint);
    case 'doubleValue':
      return kind.value as number;
    case 'stringValue':
      return kind.value as string;
    case 'bytesValue':
      return new BytesValue([...(kind.value as Uint8Array)]);
    case 'typeValue':
      return new TypeValue(kind.value as string);
    case 'listValue':
      return (kind.value as { values: ProtoValue[] }).values.map((item) => valueFromProto(item, unpack));
    case 'mapValue': {
      const { entries } = kind.value as { entries: { key: ProtoValue; value: ProtoValue }[] };
      return makeMap(
        entries.map(({ key, value }) => [valueFromProto(key, unpack) as string, valueFromProto(value, unpack)]),
      );
    }
    case 'objectValue': {
      const opened = unpack(kind.value);
      const { typeUrl } = kind.value as { typeUrl: string };
      if (opened !== undefined && typeUrl.endsWith('.Timestamp'))
        return new Timestamp(Number(opened.seconds), opened.nanos);
      if (opened !== undefined && typeUrl.endsWith('.Duration'))
        return new Duration(Number(opened.seconds), opened.nanos);
      throw new OutsideProfile(typeUrl);
    }
    default:
      throw new OutsideProfile(String(kind.case));
  }
}

const PRIMITIVES: Readonly<Record<number, Type>> = { 1: BOOL, 2: INT, 4: DOUBLE, 5: STRING, 6: BYTES };
const WELL_KNOWN: Readonly<Record<number, Type>> = { 1: DYN, 2: TIMESTAMP, 3: DURATION };

/** The checker's type for a type of the suite. */
export function typeFromProto({ typeKind }: ProtoType): Type {
  switch (typeKind.case) {
    case 'dyn':
    case 'typeParam':
      return DYN;
    case 'null':
      return NULL;
    case 'primitive':
    case 'wellKnown': {
      const type = (typeKind.case === 'primitive' ? PRIMITIVES : WELL_KNOWN)[typeKind.value as number];
      if (type === undefined) throw new OutsideProfile(`${typeKind.case} ${String(typeKind.value)}`);
      return type;
    }
    case 'listType':
      return listOf(typeOrDyn((typeKind.value as { elemType?: ProtoType }).elemType));
    case 'mapType': {
      const { keyType, valueType } = typeKind.value as { keyType?: ProtoType; valueType?: ProtoType };
      return mapOf(typeOrDyn(valueType), typeOrDyn(keyType));
    }
    case 'messageType': {
      const type = { 'google.protobuf.Timestamp': TIMESTAMP, 'google.protobuf.Duration': DURATION }[
        typeKind.value as string
      ];
      if (type === undefined) throw new OutsideProfile(typeKind.value as string);
      return type;
    }
    case 'type':
      return TYPE;
    case 'abstractType': {
      const { name, parameterTypes } = typeKind.value as { name: string; parameterTypes: ProtoType[] };
      if (name === 'optional_type') return { kind: 'optional', of: typeOrDyn(parameterTypes[0]) };
      throw new OutsideProfile(name);
    }
    default:
      throw new OutsideProfile(String(typeKind.case));
  }
}

function typeOrDyn(type: ProtoType | undefined): Type {
  return type === undefined ? DYN : typeFromProto(type);
}
