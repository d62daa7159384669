import { Search } from "lucide-react";
import { Checkbox } from "./checkbox";
import { FormField } from "./form-field";
import { GalleryFiles } from "./gallery-files";
import { GalleryScope } from "./gallery-live";
import { Shelf } from "./gallery-shelf";
import { Input } from "./input";
import { Key } from "./key";
import { NumberStepper } from "./number-stepper";
import { RadioGroup } from "./radio-group";
import { Segmented } from "./segmented";
import { Select } from "./select";
import { Switch } from "./switch";
import { Textarea } from "./textarea";

const PERIODS = [
  { value: "14", label: "14 d" },
  { value: "30", label: "30 d" },
  { value: "90", label: "90 d" },
];

export function GalleryFields({ theme }: { theme: string }) {
  return (
    <>
      <Shelf name="Field">
        <div className="grid w-full gap-4 sm:grid-cols-2">
          <FormField label="Messages a day" hint="Counted in any 24 hours.">
            {(binding) => <Input {...binding} defaultValue="80" inputMode="numeric" />}
          </FormField>
          <FormField label="Cap" error="At most 500">
            {(binding) => <Input {...binding} defaultValue="800" inputMode="numeric" />}
          </FormField>
          <FormField label="Clause">
            {(binding) => (
              <Select {...binding} defaultValue="4.2">
                <option value="4.2">4.2 Unsolicited bulk messages</option>
                <option value="5.1">5.1 Harassment</option>
              </Select>
            )}
          </FormField>
          <FormField label="Search">
            {(binding) => (
              <Input
                {...binding}
                type="search"
                placeholder="Search pending cases"
                leading={<Search aria-hidden="true" />}
                trailing={<Key>/</Key>}
              />
            )}
          </FormField>
        </div>
        <FormField
          size="lg"
          label="Why should the cap be lifted?"
          hint="What were the messages for, and who were they to?"
          error="Write a sentence or two, so that we know what to look at."
          under={<span className="block text-right">0 of 2 000</span>}
          className="mt-4 w-full"
        >
          {(binding) => <Textarea {...binding} fieldSize="lg" rows={3} />}
        </FormField>
      </Shelf>
      <Shelf name="Choice">
        <Checkbox label="Named members" />
        <Checkbox label="Not connected" defaultChecked />
        <Checkbox
          size="lg"
          label="Ask for a supervisor"
          description="You can do this once. It may take up to three days longer."
          className="w-full text-17"
        />
        <RadioGroup
          legend="What should happen"
          name={`outcome-${theme}`}
          defaultValue="reduce"
          options={[
            { value: "uphold", label: "Uphold" },
            { value: "reduce", label: "Reduce", description: "A milder measure from today." },
            { value: "overturn", label: "Overturn", disabledReason: "You decided this case." },
          ]}
          className="w-full"
        />
        <Switch
          label="Blind second reading"
          description="The measure is sealed until you have chosen."
          defaultChecked
          className="w-full"
        />
        <Segmented label="Period" options={PERIODS} defaultValue="30" />
        <NumberStepper label="Cap" defaultValue={10} min={1} max={500} unit="/ day" />
      </Shelf>
      <Shelf name="Scope">
        <GalleryScope label={`Scope, ${theme}`} />
      </Shelf>
      <Shelf name="Files">
        <GalleryFiles />
      </Shelf>
    </>
  );
}
