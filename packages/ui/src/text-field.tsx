import { useContext } from 'react';
import {
  TextField as AriaTextField,
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  type TextFieldProps,
} from 'react-aria-components';
import { UiWords } from './words.ts';

const INPUT =
  'w-full rounded-md border border-line bg-surface px-2 py-1.5 text-sm text-ink outline-none data-[focused]:ring-2 data-[focused]:ring-focus data-[invalid]:border-bad';

/** A labelled text field; several lines with `multiline`. The description and the error are read out with it. */
export function TextField({
  label,
  description,
  error,
  multiline = false,
  inputType = 'text',
  placeholder,
  ...props
}: Omit<TextFieldProps, 'children'> & {
  label: string;
  description?: string | undefined;
  error?: string | undefined;
  multiline?: boolean;
  inputType?: string;
  placeholder?: string;
}) {
  const { required } = useContext(UiWords);
  return (
    <AriaTextField {...props} isInvalid={error !== undefined} className="flex flex-col gap-1">
      <Label className="text-sm font-medium">
        {label}
        {props.isRequired === true && <span className="text-muted"> ({required})</span>}
      </Label>
      {multiline ? (
        <TextArea rows={4} className={`${INPUT} font-mono`} />
      ) : (
        <Input type={inputType} className={INPUT} {...(placeholder === undefined ? {} : { placeholder })} />
      )}
      {description !== undefined && description !== '' && (
        <Text slot="description" className="text-xs text-muted">
          {description}
        </Text>
      )}
      <FieldError className="text-xs text-bad">{error}</FieldError>
    </AriaTextField>
  );
}
