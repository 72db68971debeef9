import type { Json } from './journal';

/** Stands in until the types are generated from the schema: every table and function exists and speaks JSON. */
export interface Database {
  public: {
    Tables: Record<
      string,
      { Row: Record<string, Json>; Insert: Record<string, Json>; Update: Record<string, Json>; Relationships: [] }
    >;
    Views: Record<string, { Row: Record<string, Json>; Relationships: [] }>;
    Functions: Record<string, { Args: Record<string, Json>; Returns: Json }>;
    Enums: Record<string, string>;
    CompositeTypes: Record<string, Record<string, Json>>;
  };
}
