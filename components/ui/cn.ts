import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

const merge = extendTailwindMerge({
  extend: {
    theme: {
      text: ["11", "12", "13", "14", "15", "17", "20", "26", "34"],
      shadow: ["1", "2", "3"],
      spacing: ["control", "control-sm", "control-lg"],
    },
    classGroups: {
      z: [{ z: ["sticky", "rail", "menu", "toast", "scrim", "dialog", "palette"] }],
      duration: [{ duration: ["fast", "base", "slow"] }],
    },
  },
});

/** Joins class names; of two that set the same property the later one stays. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
