/** Generated from the migrations by `npm run types`; not edited by hand. */
import type { Json } from './journal';

export interface Database {
  public: {
    Tables: {
      appointments: {
        Row: {
          accepted_on: string | null;
          campaign_id: string;
          case_id: string;
          compartment_id: string | null;
          created_at: string;
          created_by: string | null;
          ended_on: string | null;
          id: string;
          lawyer_id: string;
          person_id: string | null;
          rank: number;
          removed_at: string | null;
          scope: string;
        };
        Insert: {
          accepted_on?: string | null;
          campaign_id: string;
          case_id: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          ended_on?: string | null;
          id: string;
          lawyer_id: string;
          person_id?: string | null;
          rank: number;
          removed_at?: string | null;
          scope?: string;
        };
        Update: {
          accepted_on?: string | null;
          campaign_id?: string;
          case_id?: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          ended_on?: string | null;
          id?: string;
          lawyer_id?: string;
          person_id?: string | null;
          rank?: number;
          removed_at?: string | null;
          scope?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'appointments_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'appointments_case_id_fkey';
            columns: ['case_id'];
            isOneToOne: false;
            referencedRelation: 'cases';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'appointments_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'appointments_lawyer_id_fkey';
            columns: ['lawyer_id'];
            isOneToOne: false;
            referencedRelation: 'lawyers';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'appointments_person_id_fkey';
            columns: ['person_id'];
            isOneToOne: false;
            referencedRelation: 'people';
            referencedColumns: ['id'];
          },
        ];
      };
      arrest_acts: {
        Row: {
          arrest_id: string;
          at: string;
          campaign_id: string;
          compartment_id: string | null;
          created_at: string;
          created_by: string | null;
          id: string;
          kind: string;
          undone_at: string | null;
        };
        Insert: {
          arrest_id: string;
          at: string;
          campaign_id: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          id: string;
          kind: string;
          undone_at?: string | null;
        };
        Update: {
          arrest_id?: string;
          at?: string;
          campaign_id?: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          id?: string;
          kind?: string;
          undone_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'arrest_acts_arrest_id_fkey';
            columns: ['arrest_id'];
            isOneToOne: false;
            referencedRelation: 'arrests';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'arrest_acts_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'arrest_acts_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
        ];
      };
      arrest_looks: {
        Row: {
          arrest_id: string;
          campaign_id: string;
          compartment_id: string | null;
          created_at: string;
          created_by: string;
          id: string;
        };
        Insert: {
          arrest_id: string;
          campaign_id: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string;
          id: string;
        };
        Update: {
          arrest_id?: string;
          campaign_id?: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string;
          id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'arrest_looks_arrest_id_fkey';
            columns: ['arrest_id'];
            isOneToOne: false;
            referencedRelation: 'arrests';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'arrest_looks_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'arrest_looks_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
        ];
      };
      arrests: {
        Row: {
          at: string;
          campaign_id: string;
          compartment_id: string | null;
          created_at: string;
          created_by: string | null;
          details_sealed: string | null;
          edits: number;
          force: string;
          has_details: boolean;
          id: string;
          person_id: string;
          place: string;
          ruleset: string;
          tz: string;
        };
        Insert: {
          at: string;
          campaign_id: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          details_sealed?: string | null;
          edits?: number;
          force: string;
          has_details?: never;
          id: string;
          person_id: string;
          place?: string;
          ruleset: string;
          tz: string;
        };
        Update: {
          at?: string;
          campaign_id?: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          details_sealed?: string | null;
          edits?: number;
          force?: string;
          has_details?: never;
          id?: string;
          person_id?: string;
          place?: string;
          ruleset?: string;
          tz?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'arrests_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'arrests_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'arrests_person_id_fkey';
            columns: ['person_id'];
            isOneToOne: false;
            referencedRelation: 'people';
            referencedColumns: ['id'];
          },
        ];
      };
      bail_moves: {
        Row: {
          account_id: string | null;
          bail_id: string;
          campaign_id: string;
          created_at: string;
          created_by: string | null;
          day: string;
          entry_id: string;
          fee_minor: number;
          id: string;
          kind: string;
          minor: number;
          undone_at: string | null;
        };
        Insert: {
          account_id?: string | null;
          bail_id: string;
          campaign_id: string;
          created_at?: string;
          created_by?: string | null;
          day: string;
          entry_id: string;
          fee_minor?: number;
          id: string;
          kind: string;
          minor: number;
          undone_at?: string | null;
        };
        Update: {
          account_id?: string | null;
          bail_id?: string;
          campaign_id?: string;
          created_at?: string;
          created_by?: string | null;
          day?: string;
          entry_id?: string;
          fee_minor?: number;
          id?: string;
          kind?: string;
          minor?: number;
          undone_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'bail_moves_account_id_fkey';
            columns: ['account_id'];
            isOneToOne: false;
            referencedRelation: 'bank_accounts';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'bail_moves_bail_id_fkey';
            columns: ['bail_id'];
            isOneToOne: false;
            referencedRelation: 'bails';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'bail_moves_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'bail_moves_entry_id_fkey';
            columns: ['entry_id'];
            isOneToOne: true;
            referencedRelation: 'fund_entries';
            referencedColumns: ['id'];
          },
        ];
      };
      bails: {
        Row: {
          campaign_id: string;
          court: string;
          created_at: string;
          expected_on: string | null;
          id: string;
          lost_minor: number;
          ordered_on: string | null;
          returned_minor: number;
        };
        Insert: {
          campaign_id: string;
          court?: string;
          created_at?: string;
          expected_on?: string | null;
          id: string;
          lost_minor?: number;
          ordered_on?: string | null;
          returned_minor?: number;
        };
        Update: {
          campaign_id?: string;
          court?: string;
          created_at?: string;
          expected_on?: string | null;
          id?: string;
          lost_minor?: number;
          ordered_on?: string | null;
          returned_minor?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'bails_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'bails_id_fkey';
            columns: ['id'];
            isOneToOne: true;
            referencedRelation: 'spend_requests';
            referencedColumns: ['id'];
          },
        ];
      };
      bank_accounts: {
        Row: {
          alias: string | null;
          bank_address: string;
          bank_name: string;
          bic: string | null;
          campaign_id: string;
          cbu: string | null;
          closed_at: string | null;
          country: string | null;
          created_at: string;
          currency: string;
          holder: string;
          iban: string | null;
          id: string;
          name: string;
          public: boolean;
        };
        Insert: {
          alias?: string | null;
          bank_address?: string;
          bank_name?: string;
          bic?: string | null;
          campaign_id: string;
          cbu?: string | null;
          closed_at?: string | null;
          country?: string | null;
          created_at?: string;
          currency: string;
          holder?: string;
          iban?: string | null;
          id: string;
          name: string;
          public?: boolean;
        };
        Update: {
          alias?: string | null;
          bank_address?: string;
          bank_name?: string;
          bic?: string | null;
          campaign_id?: string;
          cbu?: string | null;
          closed_at?: string | null;
          country?: string | null;
          created_at?: string;
          currency?: string;
          holder?: string;
          iban?: string | null;
          id?: string;
          name?: string;
          public?: boolean;
        };
        Relationships: [
          {
            foreignKeyName: 'bank_accounts_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'bank_accounts_id_fkey';
            columns: ['id'];
            isOneToOne: true;
            referencedRelation: 'fund_accounts';
            referencedColumns: ['id'];
          },
        ];
      };
      bank_desks: {
        Row: { campaign_id: string; done: number; id: string; ignored: number; open: number };
        Insert: { campaign_id: string; done?: number; id: string; ignored?: number; open?: number };
        Update: { campaign_id?: string; done?: number; id?: string; ignored?: number; open?: number };
        Relationships: [
          {
            foreignKeyName: 'bank_desks_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'bank_desks_id_fkey';
            columns: ['id'];
            isOneToOne: true;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      bank_imports: {
        Row: {
          account_id: string;
          added: number;
          bytes: number;
          campaign_id: string;
          created_at: string;
          created_by: string | null;
          file_hash: string;
          first_day: string | null;
          format: string;
          id: string;
          known: number;
          last_day: string | null;
          lines: number;
          suspects: number;
        };
        Insert: {
          account_id: string;
          added?: number;
          bytes: number;
          campaign_id: string;
          created_at?: string;
          created_by?: string | null;
          file_hash: string;
          first_day?: string | null;
          format: string;
          id: string;
          known?: number;
          last_day?: string | null;
          lines?: number;
          suspects?: number;
        };
        Update: {
          account_id?: string;
          added?: number;
          bytes?: number;
          campaign_id?: string;
          created_at?: string;
          created_by?: string | null;
          file_hash?: string;
          first_day?: string | null;
          format?: string;
          id?: string;
          known?: number;
          last_day?: string | null;
          lines?: number;
          suspects?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'bank_imports_account_id_fkey';
            columns: ['account_id'];
            isOneToOne: false;
            referencedRelation: 'bank_accounts';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'bank_imports_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      bank_lines: {
        Row: {
          account_id: string;
          amount_minor: number;
          at_line: number;
          booked_on: string;
          campaign_id: string;
          charges_minor: number | null;
          created_at: string;
          currency: string;
          iban_key: string | null;
          iban_sealed: string | null;
          id: string;
          identity: string;
          import_id: string;
          name_key: string | null;
          name_sealed: string | null;
          near: string[];
          occurrence: number;
          ref_key: string | null;
          reference: string | null;
          returned: boolean;
          state: string;
          statement_id: string;
          suspect: string | null;
          text_key: string | null;
          text_sealed: string | null;
          value_on: string | null;
          why: string | null;
        };
        Insert: {
          account_id: string;
          amount_minor: number;
          at_line: number;
          booked_on: string;
          campaign_id: string;
          charges_minor?: number | null;
          created_at?: string;
          currency: string;
          iban_key?: string | null;
          iban_sealed?: string | null;
          id: string;
          identity: string;
          import_id: string;
          name_key?: string | null;
          name_sealed?: string | null;
          near?: string[];
          occurrence: number;
          ref_key?: string | null;
          reference?: string | null;
          returned?: boolean;
          state?: string;
          statement_id: string;
          suspect?: string | null;
          text_key?: string | null;
          text_sealed?: string | null;
          value_on?: string | null;
          why?: string | null;
        };
        Update: {
          account_id?: string;
          amount_minor?: number;
          at_line?: number;
          booked_on?: string;
          campaign_id?: string;
          charges_minor?: number | null;
          created_at?: string;
          currency?: string;
          iban_key?: string | null;
          iban_sealed?: string | null;
          id?: string;
          identity?: string;
          import_id?: string;
          name_key?: string | null;
          name_sealed?: string | null;
          near?: string[];
          occurrence?: number;
          ref_key?: string | null;
          reference?: string | null;
          returned?: boolean;
          state?: string;
          statement_id?: string;
          suspect?: string | null;
          text_key?: string | null;
          text_sealed?: string | null;
          value_on?: string | null;
          why?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'bank_lines_account_id_fkey';
            columns: ['account_id'];
            isOneToOne: false;
            referencedRelation: 'bank_accounts';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'bank_lines_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'bank_lines_import_id_fkey';
            columns: ['import_id'];
            isOneToOne: false;
            referencedRelation: 'bank_imports';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'bank_lines_statement_id_fkey';
            columns: ['statement_id'];
            isOneToOne: false;
            referencedRelation: 'bank_statements';
            referencedColumns: ['id'];
          },
        ];
      };
      bank_mappings: {
        Row: { campaign_id: string; created_at: string; id: string; mapping: Json };
        Insert: { campaign_id: string; created_at?: string; id: string; mapping: Json };
        Update: { campaign_id?: string; created_at?: string; id?: string; mapping?: Json };
        Relationships: [
          {
            foreignKeyName: 'bank_mappings_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'bank_mappings_id_fkey';
            columns: ['id'];
            isOneToOne: true;
            referencedRelation: 'bank_accounts';
            referencedColumns: ['id'];
          },
        ];
      };
      bank_matches: {
        Row: {
          account_id: string;
          booked: boolean;
          campaign_id: string;
          created_at: string;
          created_by: string | null;
          entry_id: string;
          fee_minor: number;
          id: string;
          kind: string;
          line_id: string;
          minor: number;
          pledge_id: string | null;
          undone_at: string | null;
        };
        Insert: {
          account_id: string;
          booked: boolean;
          campaign_id: string;
          created_at?: string;
          created_by?: string | null;
          entry_id: string;
          fee_minor?: number;
          id: string;
          kind: string;
          line_id: string;
          minor: number;
          pledge_id?: string | null;
          undone_at?: string | null;
        };
        Update: {
          account_id?: string;
          booked?: boolean;
          campaign_id?: string;
          created_at?: string;
          created_by?: string | null;
          entry_id?: string;
          fee_minor?: number;
          id?: string;
          kind?: string;
          line_id?: string;
          minor?: number;
          pledge_id?: string | null;
          undone_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'bank_matches_account_id_fkey';
            columns: ['account_id'];
            isOneToOne: false;
            referencedRelation: 'bank_accounts';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'bank_matches_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'bank_matches_entry_id_fkey';
            columns: ['entry_id'];
            isOneToOne: false;
            referencedRelation: 'fund_entries';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'bank_matches_line_id_fkey';
            columns: ['line_id'];
            isOneToOne: false;
            referencedRelation: 'bank_lines';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'bank_matches_pledge_id_fkey';
            columns: ['pledge_id'];
            isOneToOne: false;
            referencedRelation: 'pledges';
            referencedColumns: ['id'];
          },
        ];
      };
      bank_rejections: {
        Row: { campaign_id: string; created_at: string; id: string; line_id: string; target: string };
        Insert: { campaign_id: string; created_at?: string; id?: string; line_id: string; target: string };
        Update: { campaign_id?: string; created_at?: string; id?: string; line_id?: string; target?: string };
        Relationships: [
          {
            foreignKeyName: 'bank_rejections_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'bank_rejections_line_id_fkey';
            columns: ['line_id'];
            isOneToOne: false;
            referencedRelation: 'bank_lines';
            referencedColumns: ['id'];
          },
        ];
      };
      bank_rules: {
        Row: {
          action: string;
          by: string;
          campaign_id: string;
          created_at: string;
          created_by: string | null;
          ended_at: string | null;
          id: string;
          incoming: boolean;
          line_id: string;
          match_key: string;
        };
        Insert: {
          action: string;
          by: string;
          campaign_id: string;
          created_at?: string;
          created_by?: string | null;
          ended_at?: string | null;
          id: string;
          incoming: boolean;
          line_id: string;
          match_key: string;
        };
        Update: {
          action?: string;
          by?: string;
          campaign_id?: string;
          created_at?: string;
          created_by?: string | null;
          ended_at?: string | null;
          id?: string;
          incoming?: boolean;
          line_id?: string;
          match_key?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'bank_rules_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'bank_rules_line_id_fkey';
            columns: ['line_id'];
            isOneToOne: false;
            referencedRelation: 'bank_lines';
            referencedColumns: ['id'];
          },
        ];
      };
      bank_statements: {
        Row: {
          account_id: string;
          campaign_id: string;
          closing_minor: number | null;
          first_day: string | null;
          id: string;
          import_id: string;
          last_day: string | null;
          lines: number;
          number: number | null;
          opening_minor: number | null;
        };
        Insert: {
          account_id: string;
          campaign_id: string;
          closing_minor?: number | null;
          first_day?: string | null;
          id: string;
          import_id: string;
          last_day?: string | null;
          lines?: number;
          number?: number | null;
          opening_minor?: number | null;
        };
        Update: {
          account_id?: string;
          campaign_id?: string;
          closing_minor?: number | null;
          first_day?: string | null;
          id?: string;
          import_id?: string;
          last_day?: string | null;
          lines?: number;
          number?: number | null;
          opening_minor?: number | null;
        };
        Relationships: [
          {
            foreignKeyName: 'bank_statements_account_id_fkey';
            columns: ['account_id'];
            isOneToOne: false;
            referencedRelation: 'bank_accounts';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'bank_statements_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'bank_statements_import_id_fkey';
            columns: ['import_id'];
            isOneToOne: false;
            referencedRelation: 'bank_imports';
            referencedColumns: ['id'];
          },
        ];
      };
      board_lists: {
        Row: {
          archived_at: string | null;
          board_id: string;
          campaign_id: string;
          id: string;
          name: string;
          order_key: string;
        };
        Insert: {
          archived_at?: string | null;
          board_id: string;
          campaign_id: string;
          id: string;
          name: string;
          order_key: string;
        };
        Update: {
          archived_at?: string | null;
          board_id?: string;
          campaign_id?: string;
          id?: string;
          name?: string;
          order_key?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'board_lists_board_id_fkey';
            columns: ['board_id'];
            isOneToOne: false;
            referencedRelation: 'boards';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'board_lists_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      boards: {
        Row: {
          archived_at: string | null;
          campaign_id: string;
          created_at: string;
          created_by: string | null;
          id: string;
          name: string;
        };
        Insert: {
          archived_at?: string | null;
          campaign_id: string;
          created_at?: string;
          created_by?: string | null;
          id: string;
          name: string;
        };
        Update: {
          archived_at?: string | null;
          campaign_id?: string;
          created_at?: string;
          created_by?: string | null;
          id?: string;
          name?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'boards_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      calendar_feeds: {
        Row: {
          campaign_id: string;
          created_at: string;
          detail: string;
          id: string;
          last_used_on: string | null;
          locale: string;
          renewed_at: string | null;
          revoked_at: string | null;
          scope: string;
          token_hash: string;
          user_id: string;
        };
        Insert: {
          campaign_id: string;
          created_at?: string;
          detail: string;
          id: string;
          last_used_on?: string | null;
          locale: string;
          renewed_at?: string | null;
          revoked_at?: string | null;
          scope: string;
          token_hash: string;
          user_id: string;
        };
        Update: {
          campaign_id?: string;
          created_at?: string;
          detail?: string;
          id?: string;
          last_used_on?: string | null;
          locale?: string;
          renewed_at?: string | null;
          revoked_at?: string | null;
          scope?: string;
          token_hash?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'calendar_feeds_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      campaign_texts: {
        Row: {
          campaign_id: string;
          consent: string;
          fund_text: string;
          id: string;
          locale: string;
          statement: string;
          summary: string;
          title: string;
        };
        Insert: {
          campaign_id: string;
          consent?: string;
          fund_text?: string;
          id?: string;
          locale: string;
          statement?: string;
          summary?: string;
          title: string;
        };
        Update: {
          campaign_id?: string;
          consent?: string;
          fund_text?: string;
          id?: string;
          locale?: string;
          statement?: string;
          summary?: string;
          title?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'campaign_texts_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      campaigns: {
        Row: {
          closed_at: string | null;
          contact_email: string | null;
          created_at: string;
          default_locale: string;
          goal: number;
          iban: string | null;
          id: string;
          is_sample: boolean;
          publish_clock: boolean;
          publish_detained: boolean;
          publish_fund: boolean;
          publish_hearing: boolean;
          slug: string;
          status: string;
          tz: string;
          updates_weekly: number;
        };
        Insert: {
          closed_at?: string | null;
          contact_email?: string | null;
          created_at?: string;
          default_locale?: string;
          goal?: number;
          iban?: string | null;
          id: string;
          is_sample?: boolean;
          publish_clock?: boolean;
          publish_detained?: boolean;
          publish_fund?: boolean;
          publish_hearing?: boolean;
          slug: string;
          status?: string;
          tz?: string;
          updates_weekly?: number;
        };
        Update: {
          closed_at?: string | null;
          contact_email?: string | null;
          created_at?: string;
          default_locale?: string;
          goal?: number;
          iban?: string | null;
          id?: string;
          is_sample?: boolean;
          publish_clock?: boolean;
          publish_detained?: boolean;
          publish_fund?: boolean;
          publish_hearing?: boolean;
          slug?: string;
          status?: string;
          tz?: string;
          updates_weekly?: number;
        };
        Relationships: [];
      };
      cards: {
        Row: {
          archived_at: string | null;
          assignee: string | null;
          board_id: string;
          campaign_id: string;
          created_at: string;
          created_by: string | null;
          due: string | null;
          id: string;
          list_id: string;
          note: string;
          order_key: string;
          title: string;
        };
        Insert: {
          archived_at?: string | null;
          assignee?: string | null;
          board_id: string;
          campaign_id: string;
          created_at?: string;
          created_by?: string | null;
          due?: string | null;
          id: string;
          list_id: string;
          note?: string;
          order_key: string;
          title: string;
        };
        Update: {
          archived_at?: string | null;
          assignee?: string | null;
          board_id?: string;
          campaign_id?: string;
          created_at?: string;
          created_by?: string | null;
          due?: string | null;
          id?: string;
          list_id?: string;
          note?: string;
          order_key?: string;
          title?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'cards_board_id_fkey';
            columns: ['board_id'];
            isOneToOne: false;
            referencedRelation: 'boards';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'cards_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'cards_list_id_fkey';
            columns: ['list_id'];
            isOneToOne: false;
            referencedRelation: 'board_lists';
            referencedColumns: ['id'];
          },
        ];
      };
      care_facilities: {
        Row: {
          campaign_id: string;
          checked_on: string | null;
          created_at: string;
          created_by: string | null;
          id: string;
          name: string;
          papers: string;
          parcel_days: number[];
          parcel_from: string;
          parcel_rules: string;
          parcel_to: string;
          removed_at: string | null;
          source: string;
          town: string;
          visit_days: number[];
          visit_from: string;
          visit_to: string;
        };
        Insert: {
          campaign_id: string;
          checked_on?: string | null;
          created_at?: string;
          created_by?: string | null;
          id: string;
          name: string;
          papers?: string;
          parcel_days?: number[];
          parcel_from?: string;
          parcel_rules?: string;
          parcel_to?: string;
          removed_at?: string | null;
          source?: string;
          town?: string;
          visit_days?: number[];
          visit_from?: string;
          visit_to?: string;
        };
        Update: {
          campaign_id?: string;
          checked_on?: string | null;
          created_at?: string;
          created_by?: string | null;
          id?: string;
          name?: string;
          papers?: string;
          parcel_days?: number[];
          parcel_from?: string;
          parcel_rules?: string;
          parcel_to?: string;
          removed_at?: string | null;
          source?: string;
          town?: string;
          visit_days?: number[];
          visit_from?: string;
          visit_to?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'care_facilities_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      care_rotas: {
        Row: {
          at: string;
          campaign_id: string;
          compartment_id: string | null;
          created_at: string;
          created_by: string | null;
          ended_at: string | null;
          every: number;
          facility_id: string | null;
          from_day: string;
          id: string;
          kind: string;
          person_id: string | null;
          until_day: string | null;
          wanted: number;
          weekdays: number[];
        };
        Insert: {
          at?: string;
          campaign_id: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          ended_at?: string | null;
          every?: number;
          facility_id?: string | null;
          from_day: string;
          id: string;
          kind: string;
          person_id?: string | null;
          until_day?: string | null;
          wanted?: number;
          weekdays: number[];
        };
        Update: {
          at?: string;
          campaign_id?: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          ended_at?: string | null;
          every?: number;
          facility_id?: string | null;
          from_day?: string;
          id?: string;
          kind?: string;
          person_id?: string | null;
          until_day?: string | null;
          wanted?: number;
          weekdays?: number[];
        };
        Relationships: [
          {
            foreignKeyName: 'care_rotas_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'care_rotas_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'care_rotas_facility_id_fkey';
            columns: ['facility_id'];
            isOneToOne: false;
            referencedRelation: 'care_facilities';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'care_rotas_person_id_fkey';
            columns: ['person_id'];
            isOneToOne: false;
            referencedRelation: 'people';
            referencedColumns: ['id'];
          },
        ];
      };
      care_shifts: {
        Row: {
          campaign_id: string;
          compartment_id: string | null;
          created_at: string;
          created_by: string | null;
          day: string;
          edits: number;
          has_note: boolean;
          id: string;
          note_sealed: string | null;
          rota_id: string;
          state: string;
          user_id: string;
        };
        Insert: {
          campaign_id: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          day: string;
          edits?: number;
          has_note?: never;
          id: string;
          note_sealed?: string | null;
          rota_id: string;
          state?: string;
          user_id: string;
        };
        Update: {
          campaign_id?: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          day?: string;
          edits?: number;
          has_note?: never;
          id?: string;
          note_sealed?: string | null;
          rota_id?: string;
          state?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'care_shifts_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'care_shifts_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'care_shifts_rota_id_fkey';
            columns: ['rota_id'];
            isOneToOne: false;
            referencedRelation: 'care_rotas';
            referencedColumns: ['id'];
          },
        ];
      };
      case_capacities: {
        Row: {
          as_of: string;
          campaign_id: string;
          capacity: string;
          case_id: string;
          compartment_id: string | null;
          created_at: string;
          created_by: string | null;
          id: string;
          link_id: string;
          undone_at: string | null;
        };
        Insert: {
          as_of: string;
          campaign_id: string;
          capacity: string;
          case_id: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          id: string;
          link_id: string;
          undone_at?: string | null;
        };
        Update: {
          as_of?: string;
          campaign_id?: string;
          capacity?: string;
          case_id?: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          id?: string;
          link_id?: string;
          undone_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'case_capacities_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'case_capacities_case_id_fkey';
            columns: ['case_id'];
            isOneToOne: false;
            referencedRelation: 'cases';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'case_capacities_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'case_capacities_link_id_fkey';
            columns: ['link_id'];
            isOneToOne: false;
            referencedRelation: 'case_people';
            referencedColumns: ['id'];
          },
        ];
      };
      case_charges: {
        Row: {
          article: string;
          as_of: string;
          campaign_id: string;
          case_id: string;
          compartment_id: string | null;
          created_at: string;
          created_by: string | null;
          ended_how: string | null;
          ended_on: string | null;
          id: string;
          law: string;
          link_id: string;
          replaced_by: string | null;
          title: string;
          undone_at: string | null;
        };
        Insert: {
          article: string;
          as_of: string;
          campaign_id: string;
          case_id: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          ended_how?: string | null;
          ended_on?: string | null;
          id: string;
          law: string;
          link_id: string;
          replaced_by?: string | null;
          title?: string;
          undone_at?: string | null;
        };
        Update: {
          article?: string;
          as_of?: string;
          campaign_id?: string;
          case_id?: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          ended_how?: string | null;
          ended_on?: string | null;
          id?: string;
          law?: string;
          link_id?: string;
          replaced_by?: string | null;
          title?: string;
          undone_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'case_charges_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'case_charges_case_id_fkey';
            columns: ['case_id'];
            isOneToOne: false;
            referencedRelation: 'cases';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'case_charges_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'case_charges_link_id_fkey';
            columns: ['link_id'];
            isOneToOne: false;
            referencedRelation: 'case_people';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'case_charges_replaced_by_fkey';
            columns: ['replaced_by'];
            isOneToOne: false;
            referencedRelation: 'case_charges';
            referencedColumns: ['id'];
          },
        ];
      };
      case_exports: {
        Row: { campaign_id: string; created_at: string; created_by: string; id: string };
        Insert: { campaign_id: string; created_at?: string; created_by?: string; id: string };
        Update: { campaign_id?: string; created_at?: string; created_by?: string; id?: string };
        Relationships: [
          {
            foreignKeyName: 'case_exports_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      case_followers: {
        Row: {
          campaign_id: string;
          case_id: string;
          compartment_id: string | null;
          created_at: string;
          following: boolean;
          id: string;
          user_id: string;
        };
        Insert: {
          campaign_id: string;
          case_id: string;
          compartment_id?: string | null;
          created_at?: string;
          following: boolean;
          id: string;
          user_id: string;
        };
        Update: {
          campaign_id?: string;
          case_id?: string;
          compartment_id?: string | null;
          created_at?: string;
          following?: boolean;
          id?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'case_followers_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'case_followers_case_id_fkey';
            columns: ['case_id'];
            isOneToOne: false;
            referencedRelation: 'cases';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'case_followers_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
        ];
      };
      case_people: {
        Row: {
          as_of: string;
          campaign_id: string;
          capacity: string;
          case_id: string;
          compartment_id: string | null;
          created_at: string;
          created_by: string | null;
          defence: string;
          id: string;
          person_id: string;
          removed_at: string | null;
        };
        Insert: {
          as_of: string;
          campaign_id: string;
          capacity: string;
          case_id: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          defence?: string;
          id: string;
          person_id: string;
          removed_at?: string | null;
        };
        Update: {
          as_of?: string;
          campaign_id?: string;
          capacity?: string;
          case_id?: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          defence?: string;
          id?: string;
          person_id?: string;
          removed_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'case_people_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'case_people_case_id_fkey';
            columns: ['case_id'];
            isOneToOne: false;
            referencedRelation: 'cases';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'case_people_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'case_people_person_id_fkey';
            columns: ['person_id'];
            isOneToOne: false;
            referencedRelation: 'people';
            referencedColumns: ['id'];
          },
        ];
      };
      case_rulesets: {
        Row: {
          campaign_id: string;
          case_id: string;
          compartment_id: string | null;
          created_at: string;
          created_by: string | null;
          id: string;
          jurisdiction: string;
          proposed: string;
          reason: string;
          ruleset: string;
          started_on: string | null;
        };
        Insert: {
          campaign_id: string;
          case_id: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          id: string;
          jurisdiction?: string;
          proposed?: string;
          reason?: string;
          ruleset: string;
          started_on?: string | null;
        };
        Update: {
          campaign_id?: string;
          case_id?: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          id?: string;
          jurisdiction?: string;
          proposed?: string;
          reason?: string;
          ruleset?: string;
          started_on?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'case_rulesets_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'case_rulesets_case_id_fkey';
            columns: ['case_id'];
            isOneToOne: false;
            referencedRelation: 'cases';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'case_rulesets_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
        ];
      };
      cases: {
        Row: {
          campaign_id: string;
          caption_sealed: string | null;
          clerk: string;
          closed_at: string | null;
          closed_by: string | null;
          code: string;
          compartment_id: string | null;
          court: string;
          created_at: string;
          created_by: string | null;
          forum: string;
          has_caption: boolean;
          has_notes: boolean;
          id: string;
          incident: string | null;
          judge: string;
          jurisdiction: string;
          notes_sealed: string | null;
          numbers: string[];
          outcome: string;
          parent_case_id: string | null;
          prosecutor: string;
          ruleset: string | null;
          secrecy_until: string | null;
          stage: string | null;
          started_on: string | null;
          version: number;
        };
        Insert: {
          campaign_id: string;
          caption_sealed?: string | null;
          clerk?: string;
          closed_at?: string | null;
          closed_by?: string | null;
          code: string;
          compartment_id?: string | null;
          court?: string;
          created_at?: string;
          created_by?: string | null;
          forum?: string;
          has_caption?: never;
          has_notes?: never;
          id: string;
          incident?: string | null;
          judge?: string;
          jurisdiction?: string;
          notes_sealed?: string | null;
          numbers?: string[];
          outcome?: string;
          parent_case_id?: string | null;
          prosecutor?: string;
          ruleset?: string | null;
          secrecy_until?: string | null;
          stage?: string | null;
          started_on?: string | null;
          version?: number;
        };
        Update: {
          campaign_id?: string;
          caption_sealed?: string | null;
          clerk?: string;
          closed_at?: string | null;
          closed_by?: string | null;
          code?: string;
          compartment_id?: string | null;
          court?: string;
          created_at?: string;
          created_by?: string | null;
          forum?: string;
          has_caption?: never;
          has_notes?: never;
          id?: string;
          incident?: string | null;
          judge?: string;
          jurisdiction?: string;
          notes_sealed?: string | null;
          numbers?: string[];
          outcome?: string;
          parent_case_id?: string | null;
          prosecutor?: string;
          ruleset?: string | null;
          secrecy_until?: string | null;
          stage?: string | null;
          started_on?: string | null;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'cases_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'cases_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'cases_parent_case_id_fkey';
            columns: ['parent_case_id'];
            isOneToOne: false;
            referencedRelation: 'cases';
            referencedColumns: ['id'];
          },
        ];
      };
      compartment_members: {
        Row: {
          campaign_id: string;
          compartment_id: string;
          created_at: string;
          created_by: string | null;
          id: string;
          reason: string;
          removed_at: string | null;
          until: string | null;
          user_id: string;
        };
        Insert: {
          campaign_id: string;
          compartment_id: string;
          created_at?: string;
          created_by?: string | null;
          id: string;
          reason?: string;
          removed_at?: string | null;
          until?: string | null;
          user_id: string;
        };
        Update: {
          campaign_id?: string;
          compartment_id?: string;
          created_at?: string;
          created_by?: string | null;
          id?: string;
          reason?: string;
          removed_at?: string | null;
          until?: string | null;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'compartment_members_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'compartment_members_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
        ];
      };
      compartments: {
        Row: { campaign_id: string; code: string; created_at: string; created_by: string | null; id: string };
        Insert: { campaign_id: string; code: string; created_at?: string; created_by?: string | null; id: string };
        Update: { campaign_id?: string; code?: string; created_at?: string; created_by?: string | null; id?: string };
        Relationships: [
          {
            foreignKeyName: 'compartments_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      consent_texts: {
        Row: { campaign_id: string; id: string; locale: string; since: string; text: string; version: number };
        Insert: { campaign_id: string; id?: string; locale: string; since?: string; text: string; version: number };
        Update: { campaign_id?: string; id?: string; locale?: string; since?: string; text?: string; version?: number };
        Relationships: [
          {
            foreignKeyName: 'consent_texts_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      consents: {
        Row: {
          campaign_id: string;
          channels: string[];
          compartment_id: string | null;
          created_at: string;
          created_by: string | null;
          expires_on: string | null;
          fields: string[];
          form: string;
          given_by: string;
          given_on: string;
          has_note: boolean;
          id: string;
          note_sealed: string | null;
          person_id: string;
          revoked_at: string | null;
          revoked_by: string | null;
          risk_explained: boolean;
        };
        Insert: {
          campaign_id: string;
          channels: string[];
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          expires_on?: string | null;
          fields: string[];
          form: string;
          given_by: string;
          given_on: string;
          has_note?: never;
          id: string;
          note_sealed?: string | null;
          person_id: string;
          revoked_at?: string | null;
          revoked_by?: string | null;
          risk_explained: boolean;
        };
        Update: {
          campaign_id?: string;
          channels?: string[];
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          expires_on?: string | null;
          fields?: string[];
          form?: string;
          given_by?: string;
          given_on?: string;
          has_note?: never;
          id?: string;
          note_sealed?: string | null;
          person_id?: string;
          revoked_at?: string | null;
          revoked_by?: string | null;
          risk_explained?: boolean;
        };
        Relationships: [
          {
            foreignKeyName: 'consents_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'consents_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'consents_person_id_fkey';
            columns: ['person_id'];
            isOneToOne: false;
            referencedRelation: 'people';
            referencedColumns: ['id'];
          },
        ];
      };
      contact_facts: {
        Row: {
          answer: string;
          campaign_id: string;
          compartment_id: string | null;
          corrects: string | null;
          created_at: string;
          created_by: string | null;
          from_date: string;
          from_known: string;
          id: string;
          kind: string;
          person_id: string;
          undone_at: string | null;
        };
        Insert: {
          answer: string;
          campaign_id: string;
          compartment_id?: string | null;
          corrects?: string | null;
          created_at?: string;
          created_by?: string | null;
          from_date: string;
          from_known?: string;
          id: string;
          kind: string;
          person_id: string;
          undone_at?: string | null;
        };
        Update: {
          answer?: string;
          campaign_id?: string;
          compartment_id?: string | null;
          corrects?: string | null;
          created_at?: string;
          created_by?: string | null;
          from_date?: string;
          from_known?: string;
          id?: string;
          kind?: string;
          person_id?: string;
          undone_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'contact_facts_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'contact_facts_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'contact_facts_corrects_fkey';
            columns: ['corrects'];
            isOneToOne: false;
            referencedRelation: 'contact_facts';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'contact_facts_person_id_fkey';
            columns: ['person_id'];
            isOneToOne: false;
            referencedRelation: 'people';
            referencedColumns: ['id'];
          },
        ];
      };
      custody_statuses: {
        Row: {
          campaign_id: string;
          compartment_id: string | null;
          corrects: string | null;
          created_at: string;
          created_by: string | null;
          from_date: string;
          from_known: string;
          id: string;
          person_id: string;
          place: string;
          status: string;
          to_date: string | null;
          to_known: string;
          undone_at: string | null;
        };
        Insert: {
          campaign_id: string;
          compartment_id?: string | null;
          corrects?: string | null;
          created_at?: string;
          created_by?: string | null;
          from_date: string;
          from_known?: string;
          id: string;
          person_id: string;
          place?: string;
          status: string;
          to_date?: string | null;
          to_known?: string;
          undone_at?: string | null;
        };
        Update: {
          campaign_id?: string;
          compartment_id?: string | null;
          corrects?: string | null;
          created_at?: string;
          created_by?: string | null;
          from_date?: string;
          from_known?: string;
          id?: string;
          person_id?: string;
          place?: string;
          status?: string;
          to_date?: string | null;
          to_known?: string;
          undone_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'custody_statuses_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'custody_statuses_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'custody_statuses_corrects_fkey';
            columns: ['corrects'];
            isOneToOne: false;
            referencedRelation: 'custody_statuses';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'custody_statuses_person_id_fkey';
            columns: ['person_id'];
            isOneToOne: false;
            referencedRelation: 'people';
            referencedColumns: ['id'];
          },
        ];
      };
      deadline_assignees: {
        Row: {
          assigned_at: string;
          assigned_by: string | null;
          assignee: string | null;
          campaign_id: string;
          compartment_id: string | null;
          id: string;
          second: string | null;
        };
        Insert: {
          assigned_at?: string;
          assigned_by?: string | null;
          assignee?: string | null;
          campaign_id: string;
          compartment_id?: string | null;
          id: string;
          second?: string | null;
        };
        Update: {
          assigned_at?: string;
          assigned_by?: string | null;
          assignee?: string | null;
          campaign_id?: string;
          compartment_id?: string | null;
          id?: string;
          second?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'deadline_assignees_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'deadline_assignees_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'deadline_assignees_id_fkey';
            columns: ['id'];
            isOneToOne: true;
            referencedRelation: 'deadlines';
            referencedColumns: ['id'];
          },
        ];
      };
      deadlines: {
        Row: {
          act_by: string | null;
          calendar_id: string;
          calendar_version: string;
          campaign_id: string;
          case_id: string;
          closed_at: string | null;
          closed_by: string | null;
          compartment_id: string | null;
          computed: Json;
          confirmed_at: string | null;
          confirmed_by: string | null;
          created_at: string;
          created_by: string | null;
          due_at: string | null;
          due_on: string;
          id: string;
          latest_at: string | null;
          moved_from: string | null;
          nature: string;
          notification_id: string | null;
          pending: Json | null;
          person_id: string | null;
          reason: string;
          receipt: string;
          rule_id: string;
          rule_version: number;
          served: Json;
          state: string;
          version: number;
        };
        Insert: {
          act_by?: string | null;
          calendar_id: string;
          calendar_version: string;
          campaign_id: string;
          case_id: string;
          closed_at?: string | null;
          closed_by?: string | null;
          compartment_id?: string | null;
          computed: Json;
          confirmed_at?: string | null;
          confirmed_by?: string | null;
          created_at?: string;
          created_by?: string | null;
          due_at?: string | null;
          due_on: string;
          id: string;
          latest_at?: string | null;
          moved_from?: string | null;
          nature: string;
          notification_id?: string | null;
          pending?: Json | null;
          person_id?: string | null;
          reason?: string;
          receipt?: string;
          rule_id: string;
          rule_version: number;
          served: Json;
          state?: string;
          version?: number;
        };
        Update: {
          act_by?: string | null;
          calendar_id?: string;
          calendar_version?: string;
          campaign_id?: string;
          case_id?: string;
          closed_at?: string | null;
          closed_by?: string | null;
          compartment_id?: string | null;
          computed?: Json;
          confirmed_at?: string | null;
          confirmed_by?: string | null;
          created_at?: string;
          created_by?: string | null;
          due_at?: string | null;
          due_on?: string;
          id?: string;
          latest_at?: string | null;
          moved_from?: string | null;
          nature?: string;
          notification_id?: string | null;
          pending?: Json | null;
          person_id?: string | null;
          reason?: string;
          receipt?: string;
          rule_id?: string;
          rule_version?: number;
          served?: Json;
          state?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'deadlines_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'deadlines_case_id_fkey';
            columns: ['case_id'];
            isOneToOne: false;
            referencedRelation: 'cases';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'deadlines_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'deadlines_notification_id_fkey';
            columns: ['notification_id'];
            isOneToOne: false;
            referencedRelation: 'ruling_notifications';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'deadlines_person_id_fkey';
            columns: ['person_id'];
            isOneToOne: false;
            referencedRelation: 'people';
            referencedColumns: ['id'];
          },
        ];
      };
      deliveries: {
        Row: {
          campaign_id: string;
          consents: number[];
          countries: Json;
          created_at: string;
          created_by: string | null;
          cursor_at: string | null;
          cursor_id: string | null;
          day: string;
          digest: string | null;
          done: number;
          downloads: number;
          expected: number;
          id: string;
          last_format: string | null;
          lease_until: string | null;
          locale: string;
          names: string;
          organisations: Json;
          paper: number;
          ready_at: string | null;
          recipient: string;
          replaces: string | null;
          start: string;
          state: string;
          statement: string;
          title: string;
        };
        Insert: {
          campaign_id: string;
          consents?: number[];
          countries?: Json;
          created_at?: string;
          created_by?: string | null;
          cursor_at?: string | null;
          cursor_id?: string | null;
          day: string;
          digest?: string | null;
          done?: number;
          downloads?: number;
          expected?: number;
          id: string;
          last_format?: string | null;
          lease_until?: string | null;
          locale: string;
          names: string;
          organisations?: Json;
          paper?: number;
          ready_at?: string | null;
          recipient: string;
          replaces?: string | null;
          start: string;
          state?: string;
          statement?: string;
          title?: string;
        };
        Update: {
          campaign_id?: string;
          consents?: number[];
          countries?: Json;
          created_at?: string;
          created_by?: string | null;
          cursor_at?: string | null;
          cursor_id?: string | null;
          day?: string;
          digest?: string | null;
          done?: number;
          downloads?: number;
          expected?: number;
          id?: string;
          last_format?: string | null;
          lease_until?: string | null;
          locale?: string;
          names?: string;
          organisations?: Json;
          paper?: number;
          ready_at?: string | null;
          recipient?: string;
          replaces?: string | null;
          start?: string;
          state?: string;
          statement?: string;
          title?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'deliveries_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'deliveries_replaces_fkey';
            columns: ['replaces'];
            isOneToOne: false;
            referencedRelation: 'deliveries';
            referencedColumns: ['id'];
          },
        ];
      };
      document_events: {
        Row: {
          campaign_id: string;
          compartment_id: string | null;
          created_at: string;
          created_by: string | null;
          document_id: string;
          id: string;
          kind: string;
          note_digest: string | null;
          note_sealed: string | null;
        };
        Insert: {
          campaign_id: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          document_id: string;
          id: string;
          kind: string;
          note_digest?: string | null;
          note_sealed?: string | null;
        };
        Update: {
          campaign_id?: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          document_id?: string;
          id?: string;
          kind?: string;
          note_digest?: string | null;
          note_sealed?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'document_events_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'document_events_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'document_events_document_id_fkey';
            columns: ['document_id'];
            isOneToOne: false;
            referencedRelation: 'documents';
            referencedColumns: ['id'];
          },
        ];
      };
      documents: {
        Row: {
          campaign_id: string;
          case_id: string | null;
          compartment_id: string | null;
          created_at: string;
          created_by: string | null;
          edits: number;
          facts_sealed: string | null;
          has_view: boolean;
          id: string;
          key_sealed: string | null;
          kind: string;
          name_sealed: string | null;
          person_id: string | null;
          redacted_copy_of: string | null;
          removed_at: string | null;
          root_id: string;
          sha256: string | null;
          size: number;
          state: string;
          stored: string;
          superseded_at: string | null;
          title_sealed: string | null;
          type: string | null;
          version: number;
        };
        Insert: {
          campaign_id: string;
          case_id?: string | null;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          edits?: number;
          facts_sealed?: string | null;
          has_view?: boolean;
          id: string;
          key_sealed?: string | null;
          kind: string;
          name_sealed?: string | null;
          person_id?: string | null;
          redacted_copy_of?: string | null;
          removed_at?: string | null;
          root_id: string;
          sha256?: string | null;
          size: number;
          state?: string;
          stored?: string;
          superseded_at?: string | null;
          title_sealed?: string | null;
          type?: string | null;
          version?: number;
        };
        Update: {
          campaign_id?: string;
          case_id?: string | null;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          edits?: number;
          facts_sealed?: string | null;
          has_view?: boolean;
          id?: string;
          key_sealed?: string | null;
          kind?: string;
          name_sealed?: string | null;
          person_id?: string | null;
          redacted_copy_of?: string | null;
          removed_at?: string | null;
          root_id?: string;
          sha256?: string | null;
          size?: number;
          state?: string;
          stored?: string;
          superseded_at?: string | null;
          title_sealed?: string | null;
          type?: string | null;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'documents_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'documents_case_id_fkey';
            columns: ['case_id'];
            isOneToOne: false;
            referencedRelation: 'cases';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'documents_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'documents_person_id_fkey';
            columns: ['person_id'];
            isOneToOne: false;
            referencedRelation: 'people';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'documents_redacted_copy_of_fkey';
            columns: ['redacted_copy_of'];
            isOneToOne: false;
            referencedRelation: 'documents';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'documents_root_id_fkey';
            columns: ['root_id'];
            isOneToOne: false;
            referencedRelation: 'documents';
            referencedColumns: ['id'];
          },
        ];
      };
      duty_shifts: {
        Row: {
          area: string;
          campaign_id: string;
          cancelled_at: string | null;
          created_at: string;
          created_by: string | null;
          ends_at: string;
          id: string;
          lawyer_id: string;
          starts_at: string;
          took: string | null;
          took_until: string | null;
        };
        Insert: {
          area?: string;
          campaign_id: string;
          cancelled_at?: string | null;
          created_at?: string;
          created_by?: string | null;
          ends_at: string;
          id: string;
          lawyer_id: string;
          starts_at: string;
          took?: string | null;
          took_until?: string | null;
        };
        Update: {
          area?: string;
          campaign_id?: string;
          cancelled_at?: string | null;
          created_at?: string;
          created_by?: string | null;
          ends_at?: string;
          id?: string;
          lawyer_id?: string;
          starts_at?: string;
          took?: string | null;
          took_until?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'duty_shifts_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'duty_shifts_lawyer_id_fkey';
            columns: ['lawyer_id'];
            isOneToOne: false;
            referencedRelation: 'lawyers';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'duty_shifts_took_fkey';
            columns: ['took'];
            isOneToOne: false;
            referencedRelation: 'duty_shifts';
            referencedColumns: ['id'];
          },
        ];
      };
      endorsements: {
        Row: {
          campaign_id: string;
          contact_sealed: string | null;
          country: string;
          created_at: string;
          decided_at: string | null;
          decided_by: string | null;
          email_key: string | null;
          email_sealed: string | null;
          from_form: boolean;
          has_contact: boolean | null;
          id: string;
          kind: string;
          locale: string;
          logo_id: string | null;
          mailbox_at: string | null;
          mailed_at: string | null;
          mails: number;
          name: string;
          place: number | null;
          quote: string;
          removed_at: string | null;
          state: string;
          website: string | null;
        };
        Insert: {
          campaign_id: string;
          contact_sealed?: string | null;
          country: string;
          created_at?: string;
          decided_at?: string | null;
          decided_by?: string | null;
          email_key?: string | null;
          email_sealed?: string | null;
          from_form?: boolean;
          has_contact?: never;
          id: string;
          kind: string;
          locale?: string;
          logo_id?: string | null;
          mailbox_at?: string | null;
          mailed_at?: string | null;
          mails?: number;
          name: string;
          place?: number | null;
          quote?: string;
          removed_at?: string | null;
          state?: string;
          website?: string | null;
        };
        Update: {
          campaign_id?: string;
          contact_sealed?: string | null;
          country?: string;
          created_at?: string;
          decided_at?: string | null;
          decided_by?: string | null;
          email_key?: string | null;
          email_sealed?: string | null;
          from_form?: boolean;
          has_contact?: never;
          id?: string;
          kind?: string;
          locale?: string;
          logo_id?: string | null;
          mailbox_at?: string | null;
          mailed_at?: string | null;
          mails?: number;
          name?: string;
          place?: number | null;
          quote?: string;
          removed_at?: string | null;
          state?: string;
          website?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'endorsements_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'endorsements_logo_id_fkey';
            columns: ['logo_id'];
            isOneToOne: false;
            referencedRelation: 'files';
            referencedColumns: ['id'];
          },
        ];
      };
      files: {
        Row: {
          campaign_id: string;
          content_key: string;
          created_at: string;
          id: string;
          kind: string;
          size: number;
          type: string;
          unowned_since: string | null;
        };
        Insert: {
          campaign_id: string;
          content_key: string;
          created_at?: string;
          id: string;
          kind: string;
          size: number;
          type: string;
          unowned_since?: string | null;
        };
        Update: {
          campaign_id?: string;
          content_key?: string;
          created_at?: string;
          id?: string;
          kind?: string;
          size?: number;
          type?: string;
          unowned_since?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'files_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      fraud_alarms: {
        Row: {
          at: string;
          campaign_id: string;
          day: string;
          id: string;
          kind: string;
          label: string;
          n: number;
          sample_id: string | null;
          seen_at: string | null;
          trend_key: string;
        };
        Insert: {
          at?: string;
          campaign_id: string;
          day?: string;
          id?: string;
          kind: string;
          label: string;
          n: number;
          sample_id?: string | null;
          seen_at?: string | null;
          trend_key: string;
        };
        Update: {
          at?: string;
          campaign_id?: string;
          day?: string;
          id?: string;
          kind?: string;
          label?: string;
          n?: number;
          sample_id?: string | null;
          seen_at?: string | null;
          trend_key?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'fraud_alarms_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'fraud_alarms_sample_id_fkey';
            columns: ['sample_id'];
            isOneToOne: false;
            referencedRelation: 'signatures';
            referencedColumns: ['id'];
          },
        ];
      };
      fund_accounts: {
        Row: { balance_minor: number; campaign_id: string; currency: string; id: string; kind: string; name: string };
        Insert: {
          balance_minor?: number;
          campaign_id: string;
          currency: string;
          id?: string;
          kind: string;
          name?: string;
        };
        Update: {
          balance_minor?: number;
          campaign_id?: string;
          currency?: string;
          id?: string;
          kind?: string;
          name?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'fund_accounts_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      fund_entries: {
        Row: {
          amount_minor: number;
          campaign_id: string;
          category: string | null;
          converted_minor: number | null;
          created_at: string;
          created_by: string | null;
          currency: string;
          donor_sealed: string | null;
          has_donor: boolean | null;
          id: string;
          kind: string;
          level: string;
          note: string;
          public_note: string;
          rate: number | null;
          rate_date: string | null;
          rate_source: string | null;
          ref_id: string | null;
          ref_kind: string | null;
          reverses: string | null;
          value_date: string;
        };
        Insert: {
          amount_minor: number;
          campaign_id: string;
          category?: string | null;
          converted_minor?: number | null;
          created_at?: string;
          created_by?: string | null;
          currency: string;
          donor_sealed?: string | null;
          has_donor?: never;
          id: string;
          kind: string;
          level?: string;
          note?: string;
          public_note?: string;
          rate?: number | null;
          rate_date?: string | null;
          rate_source?: string | null;
          ref_id?: string | null;
          ref_kind?: string | null;
          reverses?: string | null;
          value_date: string;
        };
        Update: {
          amount_minor?: number;
          campaign_id?: string;
          category?: string | null;
          converted_minor?: number | null;
          created_at?: string;
          created_by?: string | null;
          currency?: string;
          donor_sealed?: string | null;
          has_donor?: never;
          id?: string;
          kind?: string;
          level?: string;
          note?: string;
          public_note?: string;
          rate?: number | null;
          rate_date?: string | null;
          rate_source?: string | null;
          ref_id?: string | null;
          ref_kind?: string | null;
          reverses?: string | null;
          value_date?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'fund_entries_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'fund_entries_reverses_fkey';
            columns: ['reverses'];
            isOneToOne: true;
            referencedRelation: 'fund_entries';
            referencedColumns: ['id'];
          },
        ];
      };
      fund_exports: {
        Row: {
          campaign_id: string;
          created_at: string;
          created_by: string | null;
          format: string;
          from_day: string | null;
          id: string;
          n: number;
          to_day: string | null;
        };
        Insert: {
          campaign_id: string;
          created_at?: string;
          created_by?: string | null;
          format: string;
          from_day?: string | null;
          id: string;
          n: number;
          to_day?: string | null;
        };
        Update: {
          campaign_id?: string;
          created_at?: string;
          created_by?: string | null;
          format?: string;
          from_day?: string | null;
          id?: string;
          n?: number;
          to_day?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'fund_exports_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      fund_flows: {
        Row: {
          campaign_id: string;
          category: string;
          converted_minor: number;
          currency: string;
          figure: string;
          id: string;
          level: string;
          minor: number;
          month: string;
          n: number;
          unrated: number;
        };
        Insert: {
          campaign_id: string;
          category: string;
          converted_minor?: number;
          currency: string;
          figure: string;
          id?: string;
          level: string;
          minor?: number;
          month: string;
          n?: number;
          unrated?: number;
        };
        Update: {
          campaign_id?: string;
          category?: string;
          converted_minor?: number;
          currency?: string;
          figure?: string;
          id?: string;
          level?: string;
          minor?: number;
          month?: string;
          n?: number;
          unrated?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'fund_flows_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      fund_months: {
        Row: {
          body: string;
          campaign_id: string;
          chained_to: string;
          closed_by: string | null;
          created_at: string;
          entries: number;
          hash: string;
          id: string;
          month: string;
          open_lines: number;
          reason: string;
          reopen_reason: string | null;
          reopened_at: string | null;
          reopened_by: string | null;
          signature: string;
          unrated: number;
        };
        Insert: {
          body: string;
          campaign_id: string;
          chained_to: string;
          closed_by?: string | null;
          created_at?: string;
          entries: number;
          hash: string;
          id: string;
          month: string;
          open_lines?: number;
          reason?: string;
          reopen_reason?: string | null;
          reopened_at?: string | null;
          reopened_by?: string | null;
          signature: string;
          unrated?: number;
        };
        Update: {
          body?: string;
          campaign_id?: string;
          chained_to?: string;
          closed_by?: string | null;
          created_at?: string;
          entries?: number;
          hash?: string;
          id?: string;
          month?: string;
          open_lines?: number;
          reason?: string;
          reopen_reason?: string | null;
          reopened_at?: string | null;
          reopened_by?: string | null;
          signature?: string;
          unrated?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'fund_months_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      fund_postings: {
        Row: {
          account_id: string;
          amount_minor: number;
          campaign_id: string;
          currency: string;
          entry_id: string;
          id: string;
        };
        Insert: {
          account_id: string;
          amount_minor: number;
          campaign_id: string;
          currency: string;
          entry_id: string;
          id?: string;
        };
        Update: {
          account_id?: string;
          amount_minor?: number;
          campaign_id?: string;
          currency?: string;
          entry_id?: string;
          id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'fund_postings_account_id_fkey';
            columns: ['account_id'];
            isOneToOne: false;
            referencedRelation: 'fund_accounts';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'fund_postings_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'fund_postings_entry_id_fkey';
            columns: ['entry_id'];
            isOneToOne: false;
            referencedRelation: 'fund_entries';
            referencedColumns: ['id'];
          },
        ];
      };
      fund_rate_imports: {
        Row: {
          campaign_id: string;
          created_at: string;
          created_by: string | null;
          from_day: string;
          id: string;
          n: number;
          source: string;
          to_day: string;
        };
        Insert: {
          campaign_id: string;
          created_at?: string;
          created_by?: string | null;
          from_day: string;
          id: string;
          n: number;
          source: string;
          to_day: string;
        };
        Update: {
          campaign_id?: string;
          created_at?: string;
          created_by?: string | null;
          from_day?: string;
          id?: string;
          n?: number;
          source?: string;
          to_day?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'fund_rate_imports_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      fund_rates: {
        Row: {
          base: string;
          campaign_id: string;
          day: string;
          id: string;
          quote: string;
          rate: number;
          source: string;
        };
        Insert: {
          base: string;
          campaign_id: string;
          day: string;
          id?: string;
          quote: string;
          rate: number;
          source: string;
        };
        Update: {
          base?: string;
          campaign_id?: string;
          day?: string;
          id?: string;
          quote?: string;
          rate?: number;
          source?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'fund_rates_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      fund_settings: {
        Row: {
          campaign_id: string;
          created_at: string;
          goal_minor: number | null;
          id: string;
          rate_sources: Json;
          rate_url: string | null;
          rate_url_source: string | null;
          report_currency: string | null;
        };
        Insert: {
          campaign_id: string;
          created_at?: string;
          goal_minor?: number | null;
          id?: string;
          rate_sources?: Json;
          rate_url?: string | null;
          rate_url_source?: string | null;
          report_currency?: string | null;
        };
        Update: {
          campaign_id?: string;
          created_at?: string;
          goal_minor?: number | null;
          id?: string;
          rate_sources?: Json;
          rate_url?: string | null;
          rate_url_source?: string | null;
          report_currency?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'fund_settings_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: true;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      fund_totals: {
        Row: {
          campaign_id: string;
          committed_minor: number;
          converted_fees_minor: number;
          converted_lost_minor: number;
          converted_received_minor: number;
          converted_returned_minor: number;
          converted_spent_minor: number;
          currency: string;
          entries: number;
          exchanged_minor: number;
          fees_minor: number;
          id: string;
          lost_minor: number;
          opened_minor: number;
          posted_minor: number;
          pot_minor: number;
          received_minor: number;
          returned_minor: number;
          spent_minor: number;
          unrated: number;
        };
        Insert: {
          campaign_id: string;
          committed_minor?: number;
          converted_fees_minor?: number;
          converted_lost_minor?: number;
          converted_received_minor?: number;
          converted_returned_minor?: number;
          converted_spent_minor?: number;
          currency: string;
          entries?: number;
          exchanged_minor?: number;
          fees_minor?: number;
          id?: string;
          lost_minor?: number;
          opened_minor?: number;
          posted_minor?: number;
          pot_minor?: number;
          received_minor?: number;
          returned_minor?: number;
          spent_minor?: number;
          unrated?: number;
        };
        Update: {
          campaign_id?: string;
          committed_minor?: number;
          converted_fees_minor?: number;
          converted_lost_minor?: number;
          converted_received_minor?: number;
          converted_returned_minor?: number;
          converted_spent_minor?: number;
          currency?: string;
          entries?: number;
          exchanged_minor?: number;
          fees_minor?: number;
          id?: string;
          lost_minor?: number;
          opened_minor?: number;
          posted_minor?: number;
          pot_minor?: number;
          received_minor?: number;
          returned_minor?: number;
          spent_minor?: number;
          unrated?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'fund_totals_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      giving_acts: {
        Row: {
          campaign_id: string;
          created_at: string;
          created_by: string;
          id: string;
          kind: string;
          pledge_id: string | null;
        };
        Insert: {
          campaign_id: string;
          created_at?: string;
          created_by?: string;
          id: string;
          kind: string;
          pledge_id?: string | null;
        };
        Update: {
          campaign_id?: string;
          created_at?: string;
          created_by?: string;
          id?: string;
          kind?: string;
          pledge_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'giving_acts_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      giving_settings: {
        Row: {
          bank_fees: string;
          campaign_id: string;
          created_at: string;
          expire_days: number;
          id: string;
          is_open: boolean;
          presets: Json;
          receipts: number;
          remind_days: number | null;
          thanks_en: string;
          thanks_es: string;
          use_en: string;
          use_es: string;
        };
        Insert: {
          bank_fees?: string;
          campaign_id: string;
          created_at?: string;
          expire_days?: number;
          id?: string;
          is_open?: boolean;
          presets?: Json;
          receipts?: number;
          remind_days?: number | null;
          thanks_en?: string;
          thanks_es?: string;
          use_en?: string;
          use_es?: string;
        };
        Update: {
          bank_fees?: string;
          campaign_id?: string;
          created_at?: string;
          expire_days?: number;
          id?: string;
          is_open?: boolean;
          presets?: Json;
          receipts?: number;
          remind_days?: number | null;
          thanks_en?: string;
          thanks_es?: string;
          use_en?: string;
          use_es?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'giving_settings_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: true;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      hearing_moves: {
        Row: {
          campaign_id: string;
          compartment_id: string | null;
          created_at: string;
          created_by: string | null;
          from_at: string;
          from_status: string;
          hearing_id: string;
          id: string;
          reason: string;
          sequence: number;
          to_at: string;
          to_status: string;
          undoes: string | null;
        };
        Insert: {
          campaign_id: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          from_at: string;
          from_status: string;
          hearing_id: string;
          id: string;
          reason?: string;
          sequence: number;
          to_at: string;
          to_status: string;
          undoes?: string | null;
        };
        Update: {
          campaign_id?: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          from_at?: string;
          from_status?: string;
          hearing_id?: string;
          id?: string;
          reason?: string;
          sequence?: number;
          to_at?: string;
          to_status?: string;
          undoes?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'hearing_moves_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'hearing_moves_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'hearing_moves_hearing_id_fkey';
            columns: ['hearing_id'];
            isOneToOne: false;
            referencedRelation: 'hearings';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'hearing_moves_undoes_fkey';
            columns: ['undoes'];
            isOneToOne: false;
            referencedRelation: 'hearing_moves';
            referencedColumns: ['id'];
          },
        ];
      };
      hearing_people: {
        Row: {
          came: boolean | null;
          campaign_id: string;
          compartment_id: string | null;
          created_at: string;
          created_by: string | null;
          hearing_id: string;
          id: string;
          joined_at: string;
          left_at: string | null;
          part: string;
          user_id: string;
        };
        Insert: {
          came?: boolean | null;
          campaign_id: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          hearing_id: string;
          id: string;
          joined_at?: string;
          left_at?: string | null;
          part: string;
          user_id: string;
        };
        Update: {
          came?: boolean | null;
          campaign_id?: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          hearing_id?: string;
          id?: string;
          joined_at?: string;
          left_at?: string | null;
          part?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'hearing_people_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'hearing_people_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'hearing_people_hearing_id_fkey';
            columns: ['hearing_id'];
            isOneToOne: false;
            referencedRelation: 'hearings';
            referencedColumns: ['id'];
          },
        ];
      };
      hearings: {
        Row: {
          access: string;
          campaign_id: string;
          case_id: string;
          compartment_id: string | null;
          court: string;
          created_at: string;
          created_by: string | null;
          has_link: boolean;
          has_outcome_detail: boolean;
          id: string;
          kind: string;
          link_sealed: string | null;
          minutes: number;
          note: string;
          outcome: string;
          outcome_sealed: string | null;
          press_wanted: boolean;
          room: string;
          sequence: number;
          starts_at: string;
          status: string;
          transport_wanted: boolean;
          tz: string;
          watch_wanted: number;
        };
        Insert: {
          access?: string;
          campaign_id: string;
          case_id: string;
          compartment_id?: string | null;
          court: string;
          created_at?: string;
          created_by?: string | null;
          has_link?: never;
          has_outcome_detail?: never;
          id: string;
          kind: string;
          link_sealed?: string | null;
          minutes?: number;
          note?: string;
          outcome?: string;
          outcome_sealed?: string | null;
          press_wanted?: boolean;
          room?: string;
          sequence?: number;
          starts_at: string;
          status?: string;
          transport_wanted?: boolean;
          tz: string;
          watch_wanted?: number;
        };
        Update: {
          access?: string;
          campaign_id?: string;
          case_id?: string;
          compartment_id?: string | null;
          court?: string;
          created_at?: string;
          created_by?: string | null;
          has_link?: never;
          has_outcome_detail?: never;
          id?: string;
          kind?: string;
          link_sealed?: string | null;
          minutes?: number;
          note?: string;
          outcome?: string;
          outcome_sealed?: string | null;
          press_wanted?: boolean;
          room?: string;
          sequence?: number;
          starts_at?: string;
          status?: string;
          transport_wanted?: boolean;
          tz?: string;
          watch_wanted?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'hearings_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'hearings_case_id_fkey';
            columns: ['case_id'];
            isOneToOne: false;
            referencedRelation: 'cases';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'hearings_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
        ];
      };
      identities: {
        Row: {
          campaign_id: string;
          compartment_id: string | null;
          consul_told_on: string | null;
          created_at: string;
          created_by: string | null;
          erased_at: string | null;
          id: string;
          identity_sealed: string | null;
          is_foreign: boolean;
          is_minor: boolean;
          person_id: string;
        };
        Insert: {
          campaign_id: string;
          compartment_id?: string | null;
          consul_told_on?: string | null;
          created_at?: string;
          created_by?: string | null;
          erased_at?: string | null;
          id: string;
          identity_sealed?: string | null;
          is_foreign?: boolean;
          is_minor?: boolean;
          person_id: string;
        };
        Update: {
          campaign_id?: string;
          compartment_id?: string | null;
          consul_told_on?: string | null;
          created_at?: string;
          created_by?: string | null;
          erased_at?: string | null;
          id?: string;
          identity_sealed?: string | null;
          is_foreign?: boolean;
          is_minor?: boolean;
          person_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'identities_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'identities_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'identities_person_id_fkey';
            columns: ['person_id'];
            isOneToOne: false;
            referencedRelation: 'people';
            referencedColumns: ['id'];
          },
        ];
      };
      incident_arrests: {
        Row: {
          arrest_id: string;
          campaign_id: string;
          compartment_id: string | null;
          created_at: string;
          created_by: string | null;
          id: string;
          incident_id: string;
          removed_at: string | null;
        };
        Insert: {
          arrest_id: string;
          campaign_id: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          id: string;
          incident_id: string;
          removed_at?: string | null;
        };
        Update: {
          arrest_id?: string;
          campaign_id?: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          id?: string;
          incident_id?: string;
          removed_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'incident_arrests_arrest_id_fkey';
            columns: ['arrest_id'];
            isOneToOne: false;
            referencedRelation: 'arrests';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'incident_arrests_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'incident_arrests_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'incident_arrests_incident_id_fkey';
            columns: ['incident_id'];
            isOneToOne: false;
            referencedRelation: 'incidents';
            referencedColumns: ['id'];
          },
        ];
      };
      incident_figures: {
        Row: {
          campaign_id: string;
          created_at: string;
          created_by: string | null;
          from_day: string;
          id: string;
          incident_id: string;
          measure: string;
          n: number;
          removed_at: string | null;
          rule: string;
          source: string;
          to_day: string;
          trait: string | null;
          unit: string;
          url: string;
        };
        Insert: {
          campaign_id: string;
          created_at?: string;
          created_by?: string | null;
          from_day: string;
          id: string;
          incident_id: string;
          measure: string;
          n: number;
          removed_at?: string | null;
          rule: string;
          source: string;
          to_day: string;
          trait?: string | null;
          unit: string;
          url?: string;
        };
        Update: {
          campaign_id?: string;
          created_at?: string;
          created_by?: string | null;
          from_day?: string;
          id?: string;
          incident_id?: string;
          measure?: string;
          n?: number;
          removed_at?: string | null;
          rule?: string;
          source?: string;
          to_day?: string;
          trait?: string | null;
          unit?: string;
          url?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'incident_figures_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'incident_figures_incident_id_fkey';
            columns: ['incident_id'];
            isOneToOne: false;
            referencedRelation: 'incidents';
            referencedColumns: ['id'];
          },
        ];
      };
      incidents: {
        Row: {
          campaign_id: string;
          certainty: string;
          created_at: string;
          created_by: string | null;
          description: string;
          forces: string[];
          from_day: string;
          id: string;
          kind: string;
          monitoring: string;
          organisations: string;
          place: string;
          reconciliation: string;
          released: Json | null;
          released_at: string | null;
          released_by: string | null;
          released_version: number | null;
          removed_at: string | null;
          spot: string;
          title: string;
          to_day: string;
          version: number;
        };
        Insert: {
          campaign_id: string;
          certainty: string;
          created_at?: string;
          created_by?: string | null;
          description?: string;
          forces?: string[];
          from_day: string;
          id: string;
          kind: string;
          monitoring: string;
          organisations?: string;
          place: string;
          reconciliation?: string;
          released?: Json | null;
          released_at?: string | null;
          released_by?: string | null;
          released_version?: number | null;
          removed_at?: string | null;
          spot?: string;
          title: string;
          to_day: string;
          version?: number;
        };
        Update: {
          campaign_id?: string;
          certainty?: string;
          created_at?: string;
          created_by?: string | null;
          description?: string;
          forces?: string[];
          from_day?: string;
          id?: string;
          kind?: string;
          monitoring?: string;
          organisations?: string;
          place?: string;
          reconciliation?: string;
          released?: Json | null;
          released_at?: string | null;
          released_by?: string | null;
          released_version?: number | null;
          removed_at?: string | null;
          spot?: string;
          title?: string;
          to_day?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'incidents_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      invalidations: {
        Row: {
          asked_at: string | null;
          campaign_id: string;
          conditions: Json;
          created_at: string;
          created_by: string | null;
          cursor_at: string;
          cursor_id: string;
          done_n: number;
          expected: number;
          finished_at: string | null;
          id: string;
          kind: string;
          reason: string;
          state: string;
          words_sealed: string | null;
        };
        Insert: {
          asked_at?: string | null;
          campaign_id: string;
          conditions: Json;
          created_at?: string;
          created_by?: string | null;
          cursor_at?: string;
          cursor_id?: string;
          done_n?: number;
          expected?: number;
          finished_at?: string | null;
          id: string;
          kind: string;
          reason?: string;
          state?: string;
          words_sealed?: string | null;
        };
        Update: {
          asked_at?: string | null;
          campaign_id?: string;
          conditions?: Json;
          created_at?: string;
          created_by?: string | null;
          cursor_at?: string;
          cursor_id?: string;
          done_n?: number;
          expected?: number;
          finished_at?: string | null;
          id?: string;
          kind?: string;
          reason?: string;
          state?: string;
          words_sealed?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'invalidations_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      invitations: {
        Row: {
          accepted_at: string | null;
          accepted_by: string | null;
          campaign_id: string;
          created_at: string;
          created_by: string | null;
          expires_at: string;
          id: string;
          label: string;
          revoked_at: string | null;
          roles: string[];
          token_hash: string;
        };
        Insert: {
          accepted_at?: string | null;
          accepted_by?: string | null;
          campaign_id: string;
          created_at?: string;
          created_by?: string | null;
          expires_at: string;
          id: string;
          label?: string;
          revoked_at?: string | null;
          roles: string[];
          token_hash: string;
        };
        Update: {
          accepted_at?: string | null;
          accepted_by?: string | null;
          campaign_id?: string;
          created_at?: string;
          created_by?: string | null;
          expires_at?: string;
          id?: string;
          label?: string;
          revoked_at?: string | null;
          roles?: string[];
          token_hash?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'invitations_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      journal: {
        Row: {
          actor: string | null;
          at: string;
          entity: string;
          entity_id: string;
          hash: string;
          inverse: Json;
          op_id: string | null;
          patch: Json;
          prev_hash: string;
          seq: number;
          stream: string;
          verb: string;
        };
        Insert: {
          actor?: string | null;
          at: string;
          entity: string;
          entity_id: string;
          hash: string;
          inverse: Json;
          op_id?: string | null;
          patch: Json;
          prev_hash: string;
          seq: number;
          stream: string;
          verb: string;
        };
        Update: {
          actor?: string | null;
          at?: string;
          entity?: string;
          entity_id?: string;
          hash?: string;
          inverse?: Json;
          op_id?: string | null;
          patch?: Json;
          prev_hash?: string;
          seq?: number;
          stream?: string;
          verb?: string;
        };
        Relationships: [];
      };
      lawyers: {
        Row: {
          campaign_id: string;
          code: string;
          created_at: string;
          created_by: string | null;
          details_sealed: string | null;
          edits: number;
          has_details: boolean;
          id: string;
          removed_at: string | null;
          user_id: string | null;
        };
        Insert: {
          campaign_id: string;
          code: string;
          created_at?: string;
          created_by?: string | null;
          details_sealed?: string | null;
          edits?: number;
          has_details?: never;
          id: string;
          removed_at?: string | null;
          user_id?: string | null;
        };
        Update: {
          campaign_id?: string;
          code?: string;
          created_at?: string;
          created_by?: string | null;
          details_sealed?: string | null;
          edits?: number;
          has_details?: never;
          id?: string;
          removed_at?: string | null;
          user_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'lawyers_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      legal_calendars: {
        Row: {
          calendar_id: string;
          campaign_id: string;
          created_at: string;
          id: string;
          revision: number;
          years: number[];
        };
        Insert: {
          calendar_id: string;
          campaign_id: string;
          created_at?: string;
          id?: string;
          revision?: number;
          years?: number[];
        };
        Update: {
          calendar_id?: string;
          campaign_id?: string;
          created_at?: string;
          id?: string;
          revision?: number;
          years?: number[];
        };
        Relationships: [
          {
            foreignKeyName: 'legal_calendars_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      legal_days: {
        Row: {
          calendar_id: string;
          campaign_id: string;
          created_at: string;
          created_by: string | null;
          from_day: string;
          id: string;
          kind: string;
          name: string;
          removed_at: string | null;
          source: string;
          to_day: string;
        };
        Insert: {
          calendar_id: string;
          campaign_id: string;
          created_at?: string;
          created_by?: string | null;
          from_day: string;
          id: string;
          kind: string;
          name: string;
          removed_at?: string | null;
          source: string;
          to_day: string;
        };
        Update: {
          calendar_id?: string;
          campaign_id?: string;
          created_at?: string;
          created_by?: string | null;
          from_day?: string;
          id?: string;
          kind?: string;
          name?: string;
          removed_at?: string | null;
          source?: string;
          to_day?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'legal_days_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      legal_signoffs: {
        Row: {
          campaign_id: string;
          created_at: string;
          created_by: string | null;
          id: string;
          note: string;
          removed_at: string | null;
          rule_id: string;
          rule_version: number;
        };
        Insert: {
          campaign_id: string;
          created_at?: string;
          created_by?: string | null;
          id: string;
          note?: string;
          removed_at?: string | null;
          rule_id: string;
          rule_version: number;
        };
        Update: {
          campaign_id?: string;
          created_at?: string;
          created_by?: string | null;
          id?: string;
          note?: string;
          removed_at?: string | null;
          rule_id?: string;
          rule_version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'legal_signoffs_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      letter_requests: {
        Row: {
          campaign_id: string;
          confirmed_at: string | null;
          created_at: string;
          email_key: string | null;
          email_sealed: string | null;
          id: string;
          locale: string;
          name_sealed: string | null;
          op_id: string;
          state: string;
          words_sealed: string | null;
        };
        Insert: {
          campaign_id: string;
          confirmed_at?: string | null;
          created_at?: string;
          email_key?: string | null;
          email_sealed?: string | null;
          id: string;
          locale: string;
          name_sealed?: string | null;
          op_id: string;
          state?: string;
          words_sealed?: string | null;
        };
        Update: {
          campaign_id?: string;
          confirmed_at?: string | null;
          created_at?: string;
          email_key?: string | null;
          email_sealed?: string | null;
          id?: string;
          locale?: string;
          name_sealed?: string | null;
          op_id?: string;
          state?: string;
          words_sealed?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'letter_requests_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      letter_targets: {
        Row: {
          active: boolean;
          campaign_id: string;
          country: string;
          created_at: string;
          email: string;
          held_at: string | null;
          hourly: number;
          id: string;
          locale: string;
          name: string;
          office: string;
          paused: boolean;
          postal: string;
          refusals: number;
          salutation: string;
          until: string | null;
        };
        Insert: {
          active?: boolean;
          campaign_id: string;
          country: string;
          created_at?: string;
          email: string;
          held_at?: string | null;
          hourly?: number;
          id: string;
          locale: string;
          name: string;
          office?: string;
          paused?: boolean;
          postal?: string;
          refusals?: number;
          salutation: string;
          until?: string | null;
        };
        Update: {
          active?: boolean;
          campaign_id?: string;
          country?: string;
          created_at?: string;
          email?: string;
          held_at?: string | null;
          hourly?: number;
          id?: string;
          locale?: string;
          name?: string;
          office?: string;
          paused?: boolean;
          postal?: string;
          refusals?: number;
          salutation?: string;
          until?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'letter_targets_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      letter_texts: {
        Row: {
          body: string;
          campaign_id: string;
          created_at: string;
          id: string;
          locale: string;
          subject: string;
          version: number;
        };
        Insert: {
          body: string;
          campaign_id: string;
          created_at?: string;
          id: string;
          locale: string;
          subject: string;
          version: number;
        };
        Update: {
          body?: string;
          campaign_id?: string;
          created_at?: string;
          id?: string;
          locale?: string;
          subject?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'letter_texts_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      letters: {
        Row: {
          campaign_id: string;
          created_at: string;
          done_at: string | null;
          email_key: string | null;
          id: string;
          queued_at: string | null;
          released_at: string | null;
          releases: number;
          request_id: string;
          state: string;
          target_id: string;
          text_id: string;
        };
        Insert: {
          campaign_id: string;
          created_at?: string;
          done_at?: string | null;
          email_key?: string | null;
          id: string;
          queued_at?: string | null;
          released_at?: string | null;
          releases?: number;
          request_id: string;
          state?: string;
          target_id: string;
          text_id: string;
        };
        Update: {
          campaign_id?: string;
          created_at?: string;
          done_at?: string | null;
          email_key?: string | null;
          id?: string;
          queued_at?: string | null;
          released_at?: string | null;
          releases?: number;
          request_id?: string;
          state?: string;
          target_id?: string;
          text_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'letters_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'letters_request_id_fkey';
            columns: ['request_id'];
            isOneToOne: false;
            referencedRelation: 'letter_requests';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'letters_target_id_fkey';
            columns: ['target_id'];
            isOneToOne: false;
            referencedRelation: 'letter_targets';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'letters_text_id_fkey';
            columns: ['text_id'];
            isOneToOne: false;
            referencedRelation: 'letter_texts';
            referencedColumns: ['id'];
          },
        ];
      };
      looks: {
        Row: {
          campaign_id: string;
          compartment_id: string | null;
          created_at: string;
          created_by: string;
          entity: string;
          entity_id: string;
          id: string;
          what: string;
        };
        Insert: {
          campaign_id: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string;
          entity: string;
          entity_id: string;
          id?: string;
          what: string;
        };
        Update: {
          campaign_id?: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string;
          entity?: string;
          entity_id?: string;
          id?: string;
          what?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'looks_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'looks_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
        ];
      };
      member_roles: {
        Row: { campaign_id: string; id: string; roles: string[]; user_id: string };
        Insert: { campaign_id: string; id: string; roles: string[]; user_id: string };
        Update: { campaign_id?: string; id?: string; roles?: string[]; user_id?: string };
        Relationships: [
          {
            foreignKeyName: 'member_roles_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'member_roles_id_fkey';
            columns: ['id'];
            isOneToOne: true;
            referencedRelation: 'members';
            referencedColumns: ['id'];
          },
        ];
      };
      members: {
        Row: {
          campaign_id: string;
          created_at: string;
          disabled_at: string | null;
          display_name: string;
          id: string;
          user_id: string;
        };
        Insert: {
          campaign_id: string;
          created_at?: string;
          disabled_at?: string | null;
          display_name: string;
          id?: string;
          user_id: string;
        };
        Update: {
          campaign_id?: string;
          created_at?: string;
          disabled_at?: string | null;
          display_name?: string;
          id?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'members_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      milestones: {
        Row: {
          campaign_id: string;
          created_at: string;
          dropped_at: string | null;
          id: string;
          n: number;
          reached_at: string | null;
        };
        Insert: {
          campaign_id: string;
          created_at?: string;
          dropped_at?: string | null;
          id?: string;
          n: number;
          reached_at?: string | null;
        };
        Update: {
          campaign_id?: string;
          created_at?: string;
          dropped_at?: string | null;
          id?: string;
          n?: number;
          reached_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'milestones_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      need_acts: {
        Row: {
          campaign_id: string;
          compartment_id: string | null;
          created_at: string;
          created_by: string | null;
          id: string;
          kind: string;
          need_id: string;
          note: string;
          to_user: string | null;
          undone_at: string | null;
          was: Json;
        };
        Insert: {
          campaign_id: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          id: string;
          kind: string;
          need_id: string;
          note?: string;
          to_user?: string | null;
          undone_at?: string | null;
          was: Json;
        };
        Update: {
          campaign_id?: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          id?: string;
          kind?: string;
          need_id?: string;
          note?: string;
          to_user?: string | null;
          undone_at?: string | null;
          was?: Json;
        };
        Relationships: [
          {
            foreignKeyName: 'need_acts_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'need_acts_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'need_acts_need_id_fkey';
            columns: ['need_id'];
            isOneToOne: false;
            referencedRelation: 'needs';
            referencedColumns: ['id'];
          },
        ];
      };
      needs: {
        Row: {
          campaign_id: string;
          compartment_id: string | null;
          created_at: string;
          created_by: string | null;
          detail_sealed: string | null;
          done_at: string | null;
          due_at: string | null;
          edits: number;
          has_detail: boolean;
          id: string;
          kind: string;
          owner: string | null;
          person_id: string;
          shared: boolean;
          state: string;
          urgency: string;
        };
        Insert: {
          campaign_id: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          detail_sealed?: string | null;
          done_at?: string | null;
          due_at?: string | null;
          edits?: number;
          has_detail?: never;
          id: string;
          kind: string;
          owner?: string | null;
          person_id: string;
          shared?: boolean;
          state?: string;
          urgency: string;
        };
        Update: {
          campaign_id?: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          detail_sealed?: string | null;
          done_at?: string | null;
          due_at?: string | null;
          edits?: number;
          has_detail?: never;
          id?: string;
          kind?: string;
          owner?: string | null;
          person_id?: string;
          shared?: boolean;
          state?: string;
          urgency?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'needs_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'needs_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'needs_person_id_fkey';
            columns: ['person_id'];
            isOneToOne: false;
            referencedRelation: 'people';
            referencedColumns: ['id'];
          },
        ];
      };
      notice_items: {
        Row: {
          campaign_id: string;
          compartment_id: string | null;
          dedupe: string;
          entity: string;
          entity_id: string;
          expires_at: string;
          facts: Json;
          id: string;
          key: string;
          notice_id: string;
          permission: string;
          rung: number;
          step: string;
          user_id: string;
        };
        Insert: {
          campaign_id: string;
          compartment_id?: string | null;
          dedupe: string;
          entity: string;
          entity_id: string;
          expires_at: string;
          facts?: Json;
          id?: string;
          key?: string;
          notice_id: string;
          permission: string;
          rung?: number;
          step: string;
          user_id: string;
        };
        Update: {
          campaign_id?: string;
          compartment_id?: string | null;
          dedupe?: string;
          entity?: string;
          entity_id?: string;
          expires_at?: string;
          facts?: Json;
          id?: string;
          key?: string;
          notice_id?: string;
          permission?: string;
          rung?: number;
          step?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'notice_items_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'notice_items_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'notice_items_notice_id_fkey';
            columns: ['notice_id'];
            isOneToOne: false;
            referencedRelation: 'notices';
            referencedColumns: ['id'];
          },
        ];
      };
      notice_sends: {
        Row: {
          attempts: number;
          campaign_id: string;
          channel: string;
          done_at: string | null;
          id: string;
          lease_until: string | null;
          notice_id: string;
          send_after: string;
          state: string;
          user_id: string;
        };
        Insert: {
          attempts?: number;
          campaign_id: string;
          channel: string;
          done_at?: string | null;
          id?: string;
          lease_until?: string | null;
          notice_id: string;
          send_after: string;
          state?: string;
          user_id: string;
        };
        Update: {
          attempts?: number;
          campaign_id?: string;
          channel?: string;
          done_at?: string | null;
          id?: string;
          lease_until?: string | null;
          notice_id?: string;
          send_after?: string;
          state?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'notice_sends_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'notice_sends_notice_id_fkey';
            columns: ['notice_id'];
            isOneToOne: false;
            referencedRelation: 'notices';
            referencedColumns: ['id'];
          },
        ];
      };
      notice_settings: {
        Row: {
          app: string[];
          campaign_id: string;
          digest: boolean;
          id: string;
          locale: string;
          mail: string[];
          push: string[];
          quiet_from: string;
          quiet_to: string;
          tz: string;
          user_id: string;
        };
        Insert: {
          app: string[];
          campaign_id: string;
          digest: boolean;
          id?: string;
          locale: string;
          mail: string[];
          push: string[];
          quiet_from: string;
          quiet_to: string;
          tz: string;
          user_id: string;
        };
        Update: {
          app?: string[];
          campaign_id?: string;
          digest?: boolean;
          id?: string;
          locale?: string;
          mail?: string[];
          push?: string[];
          quiet_from?: string;
          quiet_to?: string;
          tz?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'notice_settings_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      notices: {
        Row: {
          campaign_id: string;
          created_at: string;
          id: string;
          kind: string;
          more: number;
          read_at: string | null;
          urgent: boolean;
          user_id: string;
        };
        Insert: {
          campaign_id: string;
          created_at?: string;
          id?: string;
          kind: string;
          more?: number;
          read_at?: string | null;
          urgent?: boolean;
          user_id: string;
        };
        Update: {
          campaign_id?: string;
          created_at?: string;
          id?: string;
          kind?: string;
          more?: number;
          read_at?: string | null;
          urgent?: boolean;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'notices_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      obligation_checks: {
        Row: {
          campaign_id: string;
          compartment_id: string | null;
          created_at: string;
          created_by: string | null;
          done_on: string;
          due_on: string;
          id: string;
          obligation_id: string;
          undone_at: string | null;
        };
        Insert: {
          campaign_id: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          done_on: string;
          due_on: string;
          id: string;
          obligation_id: string;
          undone_at?: string | null;
        };
        Update: {
          campaign_id?: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          done_on?: string;
          due_on?: string;
          id?: string;
          obligation_id?: string;
          undone_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'obligation_checks_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'obligation_checks_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'obligation_checks_obligation_id_fkey';
            columns: ['obligation_id'];
            isOneToOne: false;
            referencedRelation: 'obligations';
            referencedColumns: ['id'];
          },
        ];
      };
      obligations: {
        Row: {
          campaign_id: string;
          compartment_id: string | null;
          corrects: string | null;
          created_at: string;
          created_by: string | null;
          detail_sealed: string | null;
          from_date: string;
          has_detail: boolean;
          id: string;
          kind: string;
          next_on: string | null;
          person_id: string;
          place: string;
          rule: string | null;
          sealed_for: string;
          to_date: string | null;
          undone_at: string | null;
        };
        Insert: {
          campaign_id: string;
          compartment_id?: string | null;
          corrects?: string | null;
          created_at?: string;
          created_by?: string | null;
          detail_sealed?: string | null;
          from_date: string;
          has_detail?: never;
          id: string;
          kind: string;
          next_on?: string | null;
          person_id: string;
          place?: string;
          rule?: string | null;
          sealed_for: string;
          to_date?: string | null;
          undone_at?: string | null;
        };
        Update: {
          campaign_id?: string;
          compartment_id?: string | null;
          corrects?: string | null;
          created_at?: string;
          created_by?: string | null;
          detail_sealed?: string | null;
          from_date?: string;
          has_detail?: never;
          id?: string;
          kind?: string;
          next_on?: string | null;
          person_id?: string;
          place?: string;
          rule?: string | null;
          sealed_for?: string;
          to_date?: string | null;
          undone_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'obligations_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'obligations_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'obligations_corrects_fkey';
            columns: ['corrects'];
            isOneToOne: false;
            referencedRelation: 'obligations';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'obligations_person_id_fkey';
            columns: ['person_id'];
            isOneToOne: false;
            referencedRelation: 'people';
            referencedColumns: ['id'];
          },
        ];
      };
      outbox: {
        Row: {
          attempts: number;
          campaign_id: string | null;
          created_at: string;
          dedupe: string | null;
          done_at: string | null;
          id: string;
          kind: string;
          last_error: string | null;
          lease_until: string | null;
          locale: string;
          ref: string | null;
          run_after: string;
          sealed: string | null;
          state: string;
        };
        Insert: {
          attempts?: number;
          campaign_id?: string | null;
          created_at?: string;
          dedupe?: string | null;
          done_at?: string | null;
          id?: string;
          kind: string;
          last_error?: string | null;
          lease_until?: string | null;
          locale: string;
          ref?: string | null;
          run_after?: string;
          sealed?: string | null;
          state?: string;
        };
        Update: {
          attempts?: number;
          campaign_id?: string | null;
          created_at?: string;
          dedupe?: string | null;
          done_at?: string | null;
          id?: string;
          kind?: string;
          last_error?: string | null;
          lease_until?: string | null;
          locale?: string;
          ref?: string | null;
          run_after?: string;
          sealed?: string | null;
          state?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'outbox_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      paper_batches: {
        Row: {
          campaign_id: string;
          created_at: string;
          created_by: string | null;
          day: string;
          id: string;
          label: string;
          on_sheet: number;
          place: string;
          removed_at: string | null;
          removed_why: string | null;
          scan_id: string | null;
          twins: number;
          twins_online: number;
          typed: number;
        };
        Insert: {
          campaign_id: string;
          created_at?: string;
          created_by?: string | null;
          day: string;
          id: string;
          label: string;
          on_sheet: number;
          place?: string;
          removed_at?: string | null;
          removed_why?: string | null;
          scan_id?: string | null;
          twins?: number;
          twins_online?: number;
          typed?: number;
        };
        Update: {
          campaign_id?: string;
          created_at?: string;
          created_by?: string | null;
          day?: string;
          id?: string;
          label?: string;
          on_sheet?: number;
          place?: string;
          removed_at?: string | null;
          removed_why?: string | null;
          scan_id?: string | null;
          twins?: number;
          twins_online?: number;
          typed?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'paper_batches_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'paper_batches_scan_id_fkey';
            columns: ['scan_id'];
            isOneToOne: false;
            referencedRelation: 'files';
            referencedColumns: ['id'];
          },
        ];
      };
      paper_rows: {
        Row: {
          batch_id: string;
          campaign_id: string;
          country: string;
          created_at: string;
          email_key: string | null;
          email_sealed: string | null;
          erased_at: string | null;
          id: string;
          name_key: string | null;
          name_sealed: string | null;
          place: number;
          struck_at: string | null;
          town_key: string | null;
          town_sealed: string | null;
          twin: string | null;
        };
        Insert: {
          batch_id: string;
          campaign_id: string;
          country: string;
          created_at?: string;
          email_key?: string | null;
          email_sealed?: string | null;
          erased_at?: string | null;
          id: string;
          name_key?: string | null;
          name_sealed?: string | null;
          place?: number;
          struck_at?: string | null;
          town_key?: string | null;
          town_sealed?: string | null;
          twin?: string | null;
        };
        Update: {
          batch_id?: string;
          campaign_id?: string;
          country?: string;
          created_at?: string;
          email_key?: string | null;
          email_sealed?: string | null;
          erased_at?: string | null;
          id?: string;
          name_key?: string | null;
          name_sealed?: string | null;
          place?: number;
          struck_at?: string | null;
          town_key?: string | null;
          town_sealed?: string | null;
          twin?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'paper_rows_batch_id_fkey';
            columns: ['batch_id'];
            isOneToOne: false;
            referencedRelation: 'paper_batches';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'paper_rows_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      people: {
        Row: {
          campaign_id: string;
          code: string;
          compartment_id: string | null;
          created_at: string;
          created_by: string | null;
          held_since: string | null;
          id: string;
          merged_into: string | null;
          next_on: string | null;
          pseudonym: string;
          status: string | null;
          status_from: string | null;
          status_from_known: string;
          status_place: string;
          status_to: string | null;
        };
        Insert: {
          campaign_id: string;
          code: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          held_since?: string | null;
          id: string;
          merged_into?: string | null;
          next_on?: string | null;
          pseudonym: string;
          status?: string | null;
          status_from?: string | null;
          status_from_known?: string;
          status_place?: string;
          status_to?: string | null;
        };
        Update: {
          campaign_id?: string;
          code?: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          held_since?: string | null;
          id?: string;
          merged_into?: string | null;
          next_on?: string | null;
          pseudonym?: string;
          status?: string | null;
          status_from?: string | null;
          status_from_known?: string;
          status_place?: string;
          status_to?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'people_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'people_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'people_merged_into_fkey';
            columns: ['merged_into'];
            isOneToOne: false;
            referencedRelation: 'people';
            referencedColumns: ['id'];
          },
        ];
      };
      people_exports: {
        Row: { campaign_id: string; created_at: string; created_by: string; id: string };
        Insert: { campaign_id: string; created_at?: string; created_by?: string; id: string };
        Update: { campaign_id?: string; created_at?: string; created_by?: string; id?: string };
        Relationships: [
          {
            foreignKeyName: 'people_exports_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      people_merges: {
        Row: {
          campaign_id: string;
          compartment_id: string | null;
          created_at: string;
          created_by: string | null;
          drop_id: string;
          id: string;
          keep_id: string;
          left_behind: number;
          moved: Json;
          undone_at: string | null;
        };
        Insert: {
          campaign_id: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          drop_id: string;
          id: string;
          keep_id: string;
          left_behind?: number;
          moved?: Json;
          undone_at?: string | null;
        };
        Update: {
          campaign_id?: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          drop_id?: string;
          id?: string;
          keep_id?: string;
          left_behind?: number;
          moved?: Json;
          undone_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'people_merges_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'people_merges_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'people_merges_drop_id_fkey';
            columns: ['drop_id'];
            isOneToOne: false;
            referencedRelation: 'people';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'people_merges_keep_id_fkey';
            columns: ['keep_id'];
            isOneToOne: false;
            referencedRelation: 'people';
            referencedColumns: ['id'];
          },
        ];
      };
      person_citations: {
        Row: {
          campaign_id: string;
          compartment_id: string | null;
          created_at: string;
          created_by: string | null;
          entity: string;
          entity_id: string;
          field: string;
          id: string;
          source_id: string;
          stance: string;
          undone_at: string | null;
        };
        Insert: {
          campaign_id: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          entity: string;
          entity_id: string;
          field?: string;
          id: string;
          source_id: string;
          stance: string;
          undone_at?: string | null;
        };
        Update: {
          campaign_id?: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          entity?: string;
          entity_id?: string;
          field?: string;
          id?: string;
          source_id?: string;
          stance?: string;
          undone_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'person_citations_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'person_citations_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'person_citations_source_id_fkey';
            columns: ['source_id'];
            isOneToOne: false;
            referencedRelation: 'person_sources';
            referencedColumns: ['id'];
          },
        ];
      };
      person_sources: {
        Row: {
          campaign_id: string;
          compartment_id: string | null;
          connection: string;
          created_at: string;
          created_by: string | null;
          has_words: boolean;
          hearsay: string;
          id: string;
          kind: string;
          language: string;
          person_id: string;
          received_on: string;
          reliability: string;
          undone_at: string | null;
          words_sealed: string | null;
        };
        Insert: {
          campaign_id: string;
          compartment_id?: string | null;
          connection: string;
          created_at?: string;
          created_by?: string | null;
          has_words?: never;
          hearsay: string;
          id: string;
          kind: string;
          language?: string;
          person_id: string;
          received_on: string;
          reliability: string;
          undone_at?: string | null;
          words_sealed?: string | null;
        };
        Update: {
          campaign_id?: string;
          compartment_id?: string | null;
          connection?: string;
          created_at?: string;
          created_by?: string | null;
          has_words?: never;
          hearsay?: string;
          id?: string;
          kind?: string;
          language?: string;
          person_id?: string;
          received_on?: string;
          reliability?: string;
          undone_at?: string | null;
          words_sealed?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'person_sources_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'person_sources_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'person_sources_person_id_fkey';
            columns: ['person_id'];
            isOneToOne: false;
            referencedRelation: 'people';
            referencedColumns: ['id'];
          },
        ];
      };
      place_stays: {
        Row: {
          campaign_id: string;
          cell_sealed: string | null;
          compartment_id: string | null;
          corrects: string | null;
          created_at: string;
          created_by: string | null;
          facility: string;
          from_date: string;
          from_known: string;
          has_cell: boolean;
          id: string;
          notice: string;
          person_id: string;
          sealed_for: string;
          to_date: string | null;
          to_known: string;
          undone_at: string | null;
        };
        Insert: {
          campaign_id: string;
          cell_sealed?: string | null;
          compartment_id?: string | null;
          corrects?: string | null;
          created_at?: string;
          created_by?: string | null;
          facility: string;
          from_date: string;
          from_known?: string;
          has_cell?: never;
          id: string;
          notice?: string;
          person_id: string;
          sealed_for: string;
          to_date?: string | null;
          to_known?: string;
          undone_at?: string | null;
        };
        Update: {
          campaign_id?: string;
          cell_sealed?: string | null;
          compartment_id?: string | null;
          corrects?: string | null;
          created_at?: string;
          created_by?: string | null;
          facility?: string;
          from_date?: string;
          from_known?: string;
          has_cell?: never;
          id?: string;
          notice?: string;
          person_id?: string;
          sealed_for?: string;
          to_date?: string | null;
          to_known?: string;
          undone_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'place_stays_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'place_stays_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'place_stays_corrects_fkey';
            columns: ['corrects'];
            isOneToOne: false;
            referencedRelation: 'place_stays';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'place_stays_person_id_fkey';
            columns: ['person_id'];
            isOneToOne: false;
            referencedRelation: 'people';
            referencedColumns: ['id'];
          },
        ];
      };
      pledge_entries: {
        Row: {
          campaign_id: string;
          created_at: string;
          currency: string;
          day: string;
          entry_id: string;
          fee_minor: number;
          id: string;
          minor: number;
          pledge_id: string;
        };
        Insert: {
          campaign_id: string;
          created_at?: string;
          currency: string;
          day: string;
          entry_id: string;
          fee_minor?: number;
          id?: string;
          minor: number;
          pledge_id: string;
        };
        Update: {
          campaign_id?: string;
          created_at?: string;
          currency?: string;
          day?: string;
          entry_id?: string;
          fee_minor?: number;
          id?: string;
          minor?: number;
          pledge_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'pledge_entries_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'pledge_entries_entry_id_fkey';
            columns: ['entry_id'];
            isOneToOne: true;
            referencedRelation: 'fund_entries';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'pledge_entries_pledge_id_fkey';
            columns: ['pledge_id'];
            isOneToOne: false;
            referencedRelation: 'pledges';
            referencedColumns: ['id'];
          },
        ];
      };
      pledge_payments: {
        Row: {
          amount_minor: number;
          campaign_id: string;
          created_at: string;
          currency: string;
          entry_id: string | null;
          fee_entry_id: string | null;
          fee_known: boolean;
          fee_minor: number;
          id: string;
          payment: string;
          pledge_id: string;
          processor: string;
          refunded_minor: number;
        };
        Insert: {
          amount_minor: number;
          campaign_id: string;
          created_at?: string;
          currency: string;
          entry_id?: string | null;
          fee_entry_id?: string | null;
          fee_known?: boolean;
          fee_minor?: number;
          id?: string;
          payment: string;
          pledge_id: string;
          processor: string;
          refunded_minor?: number;
        };
        Update: {
          amount_minor?: number;
          campaign_id?: string;
          created_at?: string;
          currency?: string;
          entry_id?: string | null;
          fee_entry_id?: string | null;
          fee_known?: boolean;
          fee_minor?: number;
          id?: string;
          payment?: string;
          pledge_id?: string;
          processor?: string;
          refunded_minor?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'pledge_payments_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'pledge_payments_entry_id_fkey';
            columns: ['entry_id'];
            isOneToOne: false;
            referencedRelation: 'fund_entries';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'pledge_payments_fee_entry_id_fkey';
            columns: ['fee_entry_id'];
            isOneToOne: false;
            referencedRelation: 'fund_entries';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'pledge_payments_pledge_id_fkey';
            columns: ['pledge_id'];
            isOneToOne: false;
            referencedRelation: 'pledges';
            referencedColumns: ['id'];
          },
        ];
      };
      pledges: {
        Row: {
          amount_minor: number;
          campaign_id: string;
          cancelled_at: string | null;
          channel: string;
          created_at: string;
          created_by: string | null;
          currency: string;
          email_key: string | null;
          email_sealed: string | null;
          expires_at: string;
          fee_minor: number;
          has_email: boolean | null;
          has_name: boolean | null;
          id: string;
          locale: string;
          name_key: string | null;
          name_sealed: string | null;
          processor: string | null;
          receipt_no: number | null;
          received_minor: number;
          received_on: string | null;
          reference: string;
          reminded_at: string | null;
          source: string;
          state: string;
          thanked_at: string | null;
          wants_updates: boolean;
        };
        Insert: {
          amount_minor: number;
          campaign_id: string;
          cancelled_at?: string | null;
          channel?: string;
          created_at?: string;
          created_by?: string | null;
          currency: string;
          email_key?: string | null;
          email_sealed?: string | null;
          expires_at: string;
          fee_minor?: number;
          has_email?: never;
          has_name?: never;
          id: string;
          locale: string;
          name_key?: string | null;
          name_sealed?: string | null;
          processor?: string | null;
          receipt_no?: number | null;
          received_minor?: number;
          received_on?: string | null;
          reference: string;
          reminded_at?: string | null;
          source?: string;
          state?: string;
          thanked_at?: string | null;
          wants_updates?: boolean;
        };
        Update: {
          amount_minor?: number;
          campaign_id?: string;
          cancelled_at?: string | null;
          channel?: string;
          created_at?: string;
          created_by?: string | null;
          currency?: string;
          email_key?: string | null;
          email_sealed?: string | null;
          expires_at?: string;
          fee_minor?: number;
          has_email?: never;
          has_name?: never;
          id?: string;
          locale?: string;
          name_key?: string | null;
          name_sealed?: string | null;
          processor?: string | null;
          receipt_no?: number | null;
          received_minor?: number;
          received_on?: string | null;
          reference?: string;
          reminded_at?: string | null;
          source?: string;
          state?: string;
          thanked_at?: string | null;
          wants_updates?: boolean;
        };
        Relationships: [
          {
            foreignKeyName: 'pledges_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      processor_events: {
        Row: {
          campaign_id: string | null;
          created_at: string;
          event: string;
          id: string;
          n: number;
          outcome: string;
          pledge_id: string | null;
          processor: string;
        };
        Insert: {
          campaign_id?: string | null;
          created_at?: string;
          event: string;
          id?: string;
          n?: number;
          outcome: string;
          pledge_id?: string | null;
          processor: string;
        };
        Update: {
          campaign_id?: string | null;
          created_at?: string;
          event?: string;
          id?: string;
          n?: number;
          outcome?: string;
          pledge_id?: string | null;
          processor?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'processor_events_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'processor_events_pledge_id_fkey';
            columns: ['pledge_id'];
            isOneToOne: false;
            referencedRelation: 'pledges';
            referencedColumns: ['id'];
          },
        ];
      };
      publication_fields: {
        Row: {
          campaign_id: string;
          compartment_id: string | null;
          consent_id: string;
          ended_at: string | null;
          field: string;
          id: string;
          publication_id: string;
          published_at: string;
          value: string;
          value_hash: string;
        };
        Insert: {
          campaign_id: string;
          compartment_id?: string | null;
          consent_id: string;
          ended_at?: string | null;
          field: string;
          id?: string;
          publication_id: string;
          published_at?: string;
          value: string;
          value_hash: string;
        };
        Update: {
          campaign_id?: string;
          compartment_id?: string | null;
          consent_id?: string;
          ended_at?: string | null;
          field?: string;
          id?: string;
          publication_id?: string;
          published_at?: string;
          value?: string;
          value_hash?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'publication_fields_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'publication_fields_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'publication_fields_consent_id_fkey';
            columns: ['consent_id'];
            isOneToOne: false;
            referencedRelation: 'consents';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'publication_fields_publication_id_fkey';
            columns: ['publication_id'];
            isOneToOne: false;
            referencedRelation: 'publications';
            referencedColumns: ['id'];
          },
        ];
      };
      publications: {
        Row: {
          campaign_id: string;
          compartment_id: string | null;
          created_at: string;
          created_by: string | null;
          id: string;
          locale: string;
          noindex: boolean;
          person_id: string;
          public_id: string;
          published_at: string;
          taken_down_at: string | null;
          taken_why: string | null;
          version: number;
        };
        Insert: {
          campaign_id: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          id: string;
          locale: string;
          noindex?: boolean;
          person_id: string;
          public_id: string;
          published_at?: string;
          taken_down_at?: string | null;
          taken_why?: string | null;
          version?: number;
        };
        Update: {
          campaign_id?: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          id?: string;
          locale?: string;
          noindex?: boolean;
          person_id?: string;
          public_id?: string;
          published_at?: string;
          taken_down_at?: string | null;
          taken_why?: string | null;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'publications_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'publications_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'publications_person_id_fkey';
            columns: ['person_id'];
            isOneToOne: false;
            referencedRelation: 'people';
            referencedColumns: ['id'];
          },
        ];
      };
      push_devices: {
        Row: {
          campaign_id: string;
          created_at: string;
          device_key: string;
          device_sealed: string;
          id: string;
          last_sent_on: string | null;
          user_id: string;
        };
        Insert: {
          campaign_id: string;
          created_at?: string;
          device_key: string;
          device_sealed: string;
          id: string;
          last_sent_on?: string | null;
          user_id: string;
        };
        Update: {
          campaign_id?: string;
          created_at?: string;
          device_key?: string;
          device_sealed?: string;
          id?: string;
          last_sent_on?: string | null;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'push_devices_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      resolutions: {
        Row: {
          campaign_id: string;
          case_id: string;
          compartment_id: string | null;
          court: string;
          created_at: string;
          created_by: string | null;
          dated_on: string;
          edits: number;
          has_summary: boolean;
          id: string;
          kind: string;
          person_id: string | null;
          summary_sealed: string | null;
          undone_at: string | null;
        };
        Insert: {
          campaign_id: string;
          case_id: string;
          compartment_id?: string | null;
          court?: string;
          created_at?: string;
          created_by?: string | null;
          dated_on: string;
          edits?: number;
          has_summary?: never;
          id: string;
          kind: string;
          person_id?: string | null;
          summary_sealed?: string | null;
          undone_at?: string | null;
        };
        Update: {
          campaign_id?: string;
          case_id?: string;
          compartment_id?: string | null;
          court?: string;
          created_at?: string;
          created_by?: string | null;
          dated_on?: string;
          edits?: number;
          has_summary?: never;
          id?: string;
          kind?: string;
          person_id?: string | null;
          summary_sealed?: string | null;
          undone_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'resolutions_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'resolutions_case_id_fkey';
            columns: ['case_id'];
            isOneToOne: false;
            referencedRelation: 'cases';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'resolutions_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'resolutions_person_id_fkey';
            columns: ['person_id'];
            isOneToOne: false;
            referencedRelation: 'people';
            referencedColumns: ['id'];
          },
        ];
      };
      retention_rules: {
        Row: {
          basis: string;
          campaign_id: string;
          checked_at: string | null;
          id: string;
          months: number | null;
          people_months: number | null;
        };
        Insert: {
          basis: string;
          campaign_id: string;
          checked_at?: string | null;
          id?: string;
          months?: number | null;
          people_months?: number | null;
        };
        Update: {
          basis?: string;
          campaign_id?: string;
          checked_at?: string | null;
          id?: string;
          months?: number | null;
          people_months?: number | null;
        };
        Relationships: [
          {
            foreignKeyName: 'retention_rules_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: true;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      retention_runs: {
        Row: {
          automatic: boolean;
          basis: string | null;
          campaign_id: string;
          cutoff: string | null;
          erased: number;
          finished_at: string | null;
          id: string;
          kind: string;
          months: number | null;
          parts: Json;
          planned: number;
          reached: string | null;
          started_at: string;
          started_by: string | null;
          state: string;
        };
        Insert: {
          automatic?: boolean;
          basis?: string | null;
          campaign_id: string;
          cutoff?: string | null;
          erased?: number;
          finished_at?: string | null;
          id: string;
          kind: string;
          months?: number | null;
          parts?: Json;
          planned?: number;
          reached?: string | null;
          started_at?: string;
          started_by?: string | null;
          state?: string;
        };
        Update: {
          automatic?: boolean;
          basis?: string | null;
          campaign_id?: string;
          cutoff?: string | null;
          erased?: number;
          finished_at?: string | null;
          id?: string;
          kind?: string;
          months?: number | null;
          parts?: Json;
          planned?: number;
          reached?: string | null;
          started_at?: string;
          started_by?: string | null;
          state?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'retention_runs_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      ruling_notifications: {
        Row: {
          at: string | null;
          campaign_id: string;
          compartment_id: string | null;
          created_at: string;
          created_by: string | null;
          day: string;
          edits: number;
          id: string;
          km: number;
          mode: string;
          party: string;
          resolution_id: string;
          undone_at: string | null;
        };
        Insert: {
          at?: string | null;
          campaign_id: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          day: string;
          edits?: number;
          id: string;
          km?: number;
          mode: string;
          party: string;
          resolution_id: string;
          undone_at?: string | null;
        };
        Update: {
          at?: string | null;
          campaign_id?: string;
          compartment_id?: string | null;
          created_at?: string;
          created_by?: string | null;
          day?: string;
          edits?: number;
          id?: string;
          km?: number;
          mode?: string;
          party?: string;
          resolution_id?: string;
          undone_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'ruling_notifications_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'ruling_notifications_compartment_id_fkey';
            columns: ['compartment_id'];
            isOneToOne: false;
            referencedRelation: 'compartments';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'ruling_notifications_resolution_id_fkey';
            columns: ['resolution_id'];
            isOneToOne: false;
            referencedRelation: 'resolutions';
            referencedColumns: ['id'];
          },
        ];
      };
      session_ends: {
        Row: { at: string; campaign_id: string; id: string; user_id: string };
        Insert: { at?: string; campaign_id: string; id?: string; user_id: string };
        Update: { at?: string; campaign_id?: string; id?: string; user_id?: string };
        Relationships: [
          {
            foreignKeyName: 'session_ends_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      share_texts: {
        Row: { campaign_id: string; id: string; locale: string; text: string; way: string };
        Insert: { campaign_id: string; id?: string; locale: string; text?: string; way: string };
        Update: { campaign_id?: string; id?: string; locale?: string; text?: string; way?: string };
        Relationships: [
          {
            foreignKeyName: 'share_texts_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      signature_acts: {
        Row: {
          campaign_id: string;
          created_at: string;
          created_by: string;
          detail: Json;
          id: string;
          kind: string;
          n: number;
          signature_id: string | null;
        };
        Insert: {
          campaign_id: string;
          created_at?: string;
          created_by?: string;
          detail?: Json;
          id: string;
          kind: string;
          n?: number;
          signature_id?: string | null;
        };
        Update: {
          campaign_id?: string;
          created_at?: string;
          created_by?: string;
          detail?: Json;
          id?: string;
          kind?: string;
          n?: number;
          signature_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'signature_acts_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      signatures: {
        Row: {
          address_key: string | null;
          bounced_at: string | null;
          campaign_id: string;
          comment_at: string | null;
          comment_public: string | null;
          comment_sealed: string | null;
          comment_state: string | null;
          confirmed_at: string | null;
          consent_version: number;
          country: string;
          created_at: string;
          domain_key: string | null;
          email_key: string | null;
          email_sealed: string | null;
          erased_at: string | null;
          id: string;
          invalidation_id: string | null;
          locale: string;
          mailed_at: string | null;
          mails: number;
          name_key: string | null;
          name_sealed: string | null;
          network_key: string | null;
          op_id: string;
          proof: boolean;
          public_name: string | null;
          reason: string | null;
          reason_before: string | null;
          referred_by: string | null;
          reminded_at: string | null;
          share_code: string | null;
          slot: number;
          source: string;
          state: string;
          state_before: string | null;
          town_key: string | null;
          town_sealed: string | null;
          updates: boolean;
          visibility: string;
          withdrawn_at: string | null;
        };
        Insert: {
          address_key?: string | null;
          bounced_at?: string | null;
          campaign_id: string;
          comment_at?: string | null;
          comment_public?: string | null;
          comment_sealed?: string | null;
          comment_state?: string | null;
          confirmed_at?: string | null;
          consent_version?: number;
          country: string;
          created_at?: string;
          domain_key?: string | null;
          email_key?: string | null;
          email_sealed?: string | null;
          erased_at?: string | null;
          id: string;
          invalidation_id?: string | null;
          locale: string;
          mailed_at?: string | null;
          mails?: number;
          name_key?: string | null;
          name_sealed?: string | null;
          network_key?: string | null;
          op_id: string;
          proof?: boolean;
          public_name?: string | null;
          reason?: string | null;
          reason_before?: string | null;
          referred_by?: string | null;
          reminded_at?: string | null;
          share_code?: string | null;
          slot?: number;
          source?: string;
          state?: string;
          state_before?: string | null;
          town_key?: string | null;
          town_sealed?: string | null;
          updates?: boolean;
          visibility: string;
          withdrawn_at?: string | null;
        };
        Update: {
          address_key?: string | null;
          bounced_at?: string | null;
          campaign_id?: string;
          comment_at?: string | null;
          comment_public?: string | null;
          comment_sealed?: string | null;
          comment_state?: string | null;
          confirmed_at?: string | null;
          consent_version?: number;
          country?: string;
          created_at?: string;
          domain_key?: string | null;
          email_key?: string | null;
          email_sealed?: string | null;
          erased_at?: string | null;
          id?: string;
          invalidation_id?: string | null;
          locale?: string;
          mailed_at?: string | null;
          mails?: number;
          name_key?: string | null;
          name_sealed?: string | null;
          network_key?: string | null;
          op_id?: string;
          proof?: boolean;
          public_name?: string | null;
          reason?: string | null;
          reason_before?: string | null;
          referred_by?: string | null;
          reminded_at?: string | null;
          share_code?: string | null;
          slot?: number;
          source?: string;
          state?: string;
          state_before?: string | null;
          town_key?: string | null;
          town_sealed?: string | null;
          updates?: boolean;
          visibility?: string;
          withdrawn_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'signatures_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'signatures_invalidation';
            columns: ['invalidation_id'];
            isOneToOne: false;
            referencedRelation: 'invalidations';
            referencedColumns: ['id'];
          },
        ];
      };
      signing_rules: {
        Row: {
          alarm_hour: number;
          bare_burst: number;
          bare_sustained: number;
          burst: number;
          campaign_id: string;
          id: string;
          loose_countries: string[];
          loose_factor: number;
          sustained: number;
        };
        Insert: {
          alarm_hour?: number;
          bare_burst?: number;
          bare_sustained?: number;
          burst?: number;
          campaign_id: string;
          id: string;
          loose_countries?: string[];
          loose_factor?: number;
          sustained?: number;
        };
        Update: {
          alarm_hour?: number;
          bare_burst?: number;
          bare_sustained?: number;
          burst?: number;
          campaign_id?: string;
          id?: string;
          loose_countries?: string[];
          loose_factor?: number;
          sustained?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'signing_rules_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'signing_rules_id_fkey';
            columns: ['id'];
            isOneToOne: true;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      sources: {
        Row: {
          archived_at: string | null;
          campaign_id: string;
          created_at: string;
          created_by: string | null;
          id: string;
          kind: string;
          label: string;
          place: string;
          word: string;
        };
        Insert: {
          archived_at?: string | null;
          campaign_id: string;
          created_at?: string;
          created_by?: string | null;
          id: string;
          kind: string;
          label: string;
          place?: string;
          word: string;
        };
        Update: {
          archived_at?: string | null;
          campaign_id?: string;
          created_at?: string;
          created_by?: string | null;
          id?: string;
          kind?: string;
          label?: string;
          place?: string;
          word?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'sources_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      spend_acts: {
        Row: {
          campaign_id: string;
          created_at: string;
          created_by: string | null;
          id: string;
          kind: string;
          request_id: string | null;
        };
        Insert: {
          campaign_id: string;
          created_at?: string;
          created_by?: string | null;
          id?: string;
          kind: string;
          request_id?: string | null;
        };
        Update: {
          campaign_id?: string;
          created_at?: string;
          created_by?: string | null;
          id?: string;
          kind?: string;
          request_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'spend_acts_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'spend_acts_request_id_fkey';
            columns: ['request_id'];
            isOneToOne: false;
            referencedRelation: 'spend_requests';
            referencedColumns: ['id'];
          },
        ];
      };
      spend_approvals: {
        Row: {
          campaign_id: string;
          created_at: string;
          created_by: string | null;
          id: string;
          request_id: string;
          version: number;
        };
        Insert: {
          campaign_id: string;
          created_at?: string;
          created_by?: string | null;
          id?: string;
          request_id: string;
          version: number;
        };
        Update: {
          campaign_id?: string;
          created_at?: string;
          created_by?: string | null;
          id?: string;
          request_id?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'spend_approvals_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'spend_approvals_request_id_fkey';
            columns: ['request_id'];
            isOneToOne: false;
            referencedRelation: 'spend_requests';
            referencedColumns: ['id'];
          },
        ];
      };
      spend_limits: {
        Row: { campaign_id: string; created_at: string; currency: string; id: string; limit_minor: number };
        Insert: { campaign_id: string; created_at?: string; currency: string; id?: string; limit_minor: number };
        Update: { campaign_id?: string; created_at?: string; currency?: string; id?: string; limit_minor?: number };
        Relationships: [
          {
            foreignKeyName: 'spend_limits_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
      spend_payments: {
        Row: {
          account_id: string | null;
          campaign_id: string;
          created_at: string;
          created_by: string | null;
          currency: string;
          day: string;
          entry_id: string;
          fee_minor: number;
          id: string;
          minor: number;
          paid_currency: string;
          paid_minor: number;
          request_id: string;
          undone_at: string | null;
        };
        Insert: {
          account_id?: string | null;
          campaign_id: string;
          created_at?: string;
          created_by?: string | null;
          currency: string;
          day: string;
          entry_id: string;
          fee_minor?: number;
          id: string;
          minor: number;
          paid_currency: string;
          paid_minor: number;
          request_id: string;
          undone_at?: string | null;
        };
        Update: {
          account_id?: string | null;
          campaign_id?: string;
          created_at?: string;
          created_by?: string | null;
          currency?: string;
          day?: string;
          entry_id?: string;
          fee_minor?: number;
          id?: string;
          minor?: number;
          paid_currency?: string;
          paid_minor?: number;
          request_id?: string;
          undone_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'spend_payments_account_id_fkey';
            columns: ['account_id'];
            isOneToOne: false;
            referencedRelation: 'bank_accounts';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'spend_payments_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'spend_payments_entry_id_fkey';
            columns: ['entry_id'];
            isOneToOne: true;
            referencedRelation: 'fund_entries';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'spend_payments_request_id_fkey';
            columns: ['request_id'];
            isOneToOne: false;
            referencedRelation: 'spend_requests';
            referencedColumns: ['id'];
          },
        ];
      };
      spend_receipts: {
        Row: {
          campaign_id: string;
          created_at: string;
          created_by: string | null;
          file_id: string | null;
          id: string;
          removed_at: string | null;
          request_id: string;
        };
        Insert: {
          campaign_id: string;
          created_at?: string;
          created_by?: string | null;
          file_id?: string | null;
          id: string;
          removed_at?: string | null;
          request_id: string;
        };
        Update: {
          campaign_id?: string;
          created_at?: string;
          created_by?: string | null;
          file_id?: string | null;
          id?: string;
          removed_at?: string | null;
          request_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'spend_receipts_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'spend_receipts_file_id_fkey';
            columns: ['file_id'];
            isOneToOne: false;
            referencedRelation: 'files';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'spend_receipts_request_id_fkey';
            columns: ['request_id'];
            isOneToOne: false;
            referencedRelation: 'spend_requests';
            referencedColumns: ['id'];
          },
        ];
      };
      spend_requests: {
        Row: {
          account_key: string | null;
          account_sealed: string | null;
          amount_minor: number;
          campaign_id: string;
          case_code: string;
          category: string;
          committed_minor: number;
          created_at: string;
          currency: string;
          decided_at: string | null;
          due_on: string | null;
          forgotten_at: string | null;
          id: string;
          level: string;
          number: number;
          paid_minor: number;
          payee_sealed: string | null;
          person_id: string | null;
          public_note: string;
          purpose_sealed: string | null;
          reason_sealed: string | null;
          reference: string;
          release_id: string | null;
          requested_by: string | null;
          state: string;
          version: number;
        };
        Insert: {
          account_key?: string | null;
          account_sealed?: string | null;
          amount_minor: number;
          campaign_id: string;
          case_code?: string;
          category: string;
          committed_minor?: number;
          created_at?: string;
          currency: string;
          decided_at?: string | null;
          due_on?: string | null;
          forgotten_at?: string | null;
          id: string;
          level?: string;
          number: number;
          paid_minor?: number;
          payee_sealed?: string | null;
          person_id?: string | null;
          public_note?: string;
          purpose_sealed?: string | null;
          reason_sealed?: string | null;
          reference: string;
          release_id?: string | null;
          requested_by?: string | null;
          state?: string;
          version?: number;
        };
        Update: {
          account_key?: string | null;
          account_sealed?: string | null;
          amount_minor?: number;
          campaign_id?: string;
          case_code?: string;
          category?: string;
          committed_minor?: number;
          created_at?: string;
          currency?: string;
          decided_at?: string | null;
          due_on?: string | null;
          forgotten_at?: string | null;
          id?: string;
          level?: string;
          number?: number;
          paid_minor?: number;
          payee_sealed?: string | null;
          person_id?: string | null;
          public_note?: string;
          purpose_sealed?: string | null;
          reason_sealed?: string | null;
          reference?: string;
          release_id?: string | null;
          requested_by?: string | null;
          state?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'spend_requests_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'spend_requests_person_id_fkey';
            columns: ['person_id'];
            isOneToOne: false;
            referencedRelation: 'people';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'spend_requests_release_id_fkey';
            columns: ['release_id'];
            isOneToOne: false;
            referencedRelation: 'fund_entries';
            referencedColumns: ['id'];
          },
        ];
      };
      update_texts: {
        Row: { body: string; campaign_id: string; id: string; locale: string; title: string; update_id: string };
        Insert: { body: string; campaign_id: string; id?: string; locale: string; title: string; update_id: string };
        Update: {
          body?: string;
          campaign_id?: string;
          id?: string;
          locale?: string;
          title?: string;
          update_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'update_texts_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'update_texts_update_id_fkey';
            columns: ['update_id'];
            isOneToOne: false;
            referencedRelation: 'updates';
            referencedColumns: ['id'];
          },
        ];
      };
      updates: {
        Row: {
          approved_by: string | null;
          asked_at: string | null;
          asked_by: string | null;
          campaign_id: string;
          created_at: string;
          created_by: string | null;
          cursor_id: string | null;
          expected: number;
          id: string;
          published_at: string | null;
          queued: number;
          sent_at: string | null;
          state: string;
          version: number;
          writers: string[];
        };
        Insert: {
          approved_by?: string | null;
          asked_at?: string | null;
          asked_by?: string | null;
          campaign_id: string;
          created_at?: string;
          created_by?: string | null;
          cursor_id?: string | null;
          expected?: number;
          id: string;
          published_at?: string | null;
          queued?: number;
          sent_at?: string | null;
          state?: string;
          version?: number;
          writers?: string[];
        };
        Update: {
          approved_by?: string | null;
          asked_at?: string | null;
          asked_by?: string | null;
          campaign_id?: string;
          created_at?: string;
          created_by?: string | null;
          cursor_id?: string | null;
          expected?: number;
          id?: string;
          published_at?: string | null;
          queued?: number;
          sent_at?: string | null;
          state?: string;
          version?: number;
          writers?: string[];
        };
        Relationships: [
          {
            foreignKeyName: 'updates_campaign_id_fkey';
            columns: ['campaign_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id'];
          },
        ];
      };
    };
    Views: {};
    Functions: {
      add_visits: { Args: { items: Json }; Returns: undefined };
      apply_op: { Args: { args: Json; kind: string; op_id: string }; Returns: Json };
      arrest_sealed: { Args: { arrest: string; campaign: string }; Returns: string };
      bail_events: { Args: { campaign: string }; Returns: Json };
      bail_one: { Args: { bail: string; campaign: string }; Returns: Json };
      bails_page: {
        Args: { before?: string; before_id?: string; campaign: string; filter: Json; n?: number };
        Returns: Json;
      };
      bank_candidates: { Args: { campaign: string; lines: string[] }; Returns: Json };
      bank_gaps: { Args: { campaign: string }; Returns: Json };
      calendar_feed: { Args: { at: string; token_hash: string }; Returns: Json };
      campaign_ids: { Args: Record<never, never>; Returns: Json };
      case_accused: { Args: { campaign: string; the_case: string }; Returns: Json };
      case_one: { Args: { campaign: string; the_case: string }; Returns: Json };
      case_sealed: { Args: { campaign: string; the_case: string }; Returns: Json };
      cases_page: { Args: { after?: Json; campaign: string; filter: Json; n?: number }; Returns: Json };
      comment_take_back: { Args: { signature: string }; Returns: Json };
      comments_queue: {
        Args: { at?: string; campaign: string; id?: string; n?: number; state?: string };
        Returns: Json;
      };
      comments_sealed: { Args: { campaign: string; signatures: string[] }; Returns: Json };
      comments_waiting: { Args: { campaign: string }; Returns: Json };
      compartments_expire: { Args: Record<never, never>; Returns: number };
      confirm_signature: { Args: { public_name?: string; signature: string }; Returns: Json };
      consent_note: { Args: { consent: string }; Returns: string };
      count_signatures: { Args: Record<never, never>; Returns: Json };
      deadline_sweeps_due: { Args: Record<never, never>; Returns: Json };
      deadlines_apart: { Args: { campaign: string }; Returns: Json };
      deadlines_swept: { Args: { asked: number; campaign: string; moves: Json }; Returns: boolean };
      deliveries_page: { Args: { campaign: string }; Returns: Json };
      delivery_append: { Args: { after: number; delivery: string; lines: Json }; Returns: boolean };
      delivery_finish: { Args: { after: number; delivery: string }; Returns: boolean };
      delivery_lines: { Args: { after?: number; delivery: string; n?: number }; Returns: Json };
      delivery_next: { Args: Record<never, never>; Returns: Json };
      delivery_proof: { Args: { code_key: string; slug: string }; Returns: Json };
      delivery_source: { Args: { delivery: string; n: number }; Returns: Json };
      disown_signature: { Args: { signature: string }; Returns: Json };
      document_destroyed: { Args: { document: string }; Returns: Json };
      document_dropped: { Args: { document: string }; Returns: Json };
      document_ready: { Args: { by_user: string; document: string; facts: Json }; Returns: Json };
      document_upload: { Args: { campaign: string; document: string }; Returns: Json };
      documents_due: { Args: Record<never, never>; Returns: Json };
      documents_known: { Args: { ids: string[] }; Returns: Json };
      documents_sealed: { Args: { campaign: string; documents: string[]; what: string }; Returns: Json };
      end_sessions: { Args: { account: string }; Returns: undefined };
      endorse: { Args: { item: Json }; Returns: Json };
      endorsement_contact: { Args: { campaign: string; endorsement: string }; Returns: Json };
      endorsement_look: { Args: { endorsement: string }; Returns: Json };
      endorsement_mailbox: { Args: { endorsement: string }; Returns: Json };
      endorsement_withdraw: { Args: { endorsement: string }; Returns: Json };
      endorsements_forget: { Args: { days: number }; Returns: Json };
      file_open: { Args: { campaign: string; file: string }; Returns: Json };
      file_store: { Args: { file: Json; sealed: string }; Returns: Json };
      files_sweep: { Args: Record<never, never>; Returns: Json };
      forget_operations: { Args: { days: number }; Returns: number };
      forget_unconfirmed: { Args: { days: number }; Returns: Json };
      fraud_alarm_samples: { Args: { campaign: string }; Returns: Json };
      fraud_preview: { Args: { campaign: string; conditions: Json; kind: string }; Returns: Json };
      fraud_run: { Args: { campaign: string; run: string }; Returns: Json };
      fraud_trends: { Args: { campaign: string }; Returns: Json };
      fraud_watch: { Args: Record<never, never>; Returns: Json };
      fraud_work: { Args: { n: number }; Returns: Json };
      fund_ahead: { Args: { campaign: string }; Returns: Json };
      fund_books: {
        Args: { after_day?: string; after_id?: string; campaign: string; n?: number; period: Json };
        Returns: Json;
      };
      fund_books_start: { Args: { campaign: string; from_day?: string }; Returns: Json };
      fund_month_by_hash: { Args: { hash: string; slug: string }; Returns: Json };
      fund_month_draft: { Args: { campaign: string; id: string; month: string; reason: string }; Returns: string };
      fund_month_one: { Args: { campaign: string; id: string }; Returns: Json };
      fund_months_check: { Args: { campaign: string }; Returns: Json };
      fund_months_desk: { Args: { campaign: string }; Returns: Json };
      fund_one: { Args: { campaign: string; entry: string }; Returns: Json };
      fund_overview: { Args: { campaign: string }; Returns: Json };
      fund_page: {
        Args: { before_day?: string; before_id?: string; campaign: string; filter: Json; n?: number };
        Returns: Json;
      };
      fund_rates_latest: { Args: { campaign: string }; Returns: Json };
      fund_rates_page: {
        Args: { before_day?: string; before_id?: string; campaign: string; filter: Json; n?: number };
        Returns: Json;
      };
      fund_told: { Args: { campaign: string }; Returns: Json };
      giving_overview: { Args: { campaign: string }; Returns: Json };
      hearing_sealed: { Args: { campaign: string; hearing: string; what: string }; Returns: string };
      invitation_accept: { Args: { display_name: string; token_hash: string; user_id: string }; Returns: Json };
      invitation_look: { Args: { token_hash: string }; Returns: Json };
      journal_feed: { Args: { before?: string; campaign: string; n?: number }; Returns: Json };
      journal_page: { Args: { before?: number; n?: number; stream: string }; Returns: Json };
      keys_match: { Args: { fingerprint: string }; Returns: boolean };
      lawyers_sealed: { Args: { campaign: string }; Returns: { lawyer: string; sealed: string }[] };
      legal_desk: { Args: { campaign: string }; Returns: Json };
      letter_for_mail: { Args: { letter: string }; Returns: Json };
      letters_ask: { Args: { item: Json }; Returns: Json };
      letters_cancel: { Args: { request: string }; Returns: Json };
      letters_confirm: { Args: { request: string }; Returns: Json };
      letters_forget: { Args: { days: number }; Returns: number };
      letters_look: { Args: { request: string }; Returns: Json };
      letters_progress: { Args: { campaign: string }; Returns: Json };
      letters_release: { Args: Record<never, never>; Returns: number };
      live_entries: { Args: { after: number; stream: string; upto: number }; Returns: Json };
      live_heads: { Args: { streams: string[] }; Returns: Json };
      live_since: { Args: { after: number; stream: string }; Returns: Json };
      live_snapshot: { Args: { stream: string }; Returns: Json };
      load_sample_letters: { Args: { campaign: string; items: Json }; Returns: Json };
      load_sample_pledges: { Args: { campaign: string; items: Json }; Returns: undefined };
      load_sample_signatures: { Args: { campaign: string; items: Json }; Returns: Json };
      me: { Args: Record<never, never>; Returns: Json };
      need_sealed: { Args: { campaign: string; need: string }; Returns: string };
      note_recount: { Args: { campaign: string; drift: number }; Returns: undefined };
      notice_bell: { Args: { campaign: string }; Returns: Json };
      notice_digest: { Args: { at: string; member: string }; Returns: Json };
      notice_mail: { Args: { at: string; notice: string }; Returns: Json };
      notices_morning: { Args: { at: string }; Returns: number };
      notices_needs: { Args: { at: string }; Returns: number };
      notices_open: { Args: { at: string; days: number }; Returns: Json };
      notices_push_claim: { Args: { at: string; n: number }; Returns: Json };
      notices_push_done: {
        Args: { again: string; at: string; gone: string[]; send: string; sent: boolean };
        Returns: undefined;
      };
      notices_remind: { Args: { at: string; steps: Json }; Returns: number };
      notices_sweep: { Args: { at: string }; Returns: number };
      notices_tell: { Args: { at: string }; Returns: number };
      outbox_all: { Args: { n?: number }; Returns: Json };
      outbox_claim: { Args: { lease_s: number; n: number }; Returns: Json };
      outbox_done: { Args: { error?: string; id: string; outcome: string; retry_in_s?: number }; Returns: undefined };
      outbox_enqueue: { Args: { mails: Json }; Returns: Json };
      outbox_page: { Args: { before?: string; campaign: string; n?: number }; Returns: Json };
      paper_forget: { Args: { days: number }; Returns: Json };
      paper_record: { Args: { campaign: string; person: string }; Returns: Json };
      payment_begin: { Args: { pledge: string; processor: string }; Returns: Json };
      payment_refused: { Args: { processor: string; reason: string }; Returns: undefined };
      payment_settle: { Args: { item: Json }; Returns: Json };
      people_alike: { Args: { campaign: string; except_person?: string; keys: Json }; Returns: Json };
      person_cases: { Args: { campaign: string; person: string }; Returns: Json };
      person_keep_keys: { Args: { keys: Json; origin: string; person: string }; Returns: undefined };
      person_sealed: { Args: { person: string }; Returns: Json };
      pledge_cancel: { Args: { pledge: string }; Returns: Json };
      pledge_change: { Args: { currency: string; minor: number; pledge: string }; Returns: Json };
      pledge_forget: { Args: { pledge: string }; Returns: Json };
      pledge_look: { Args: { pledge: string }; Returns: Json };
      pledge_make: { Args: { item: Json }; Returns: Json };
      pledge_sealed: { Args: { campaign: string; pledge: string }; Returns: Json };
      pledges_expire: { Args: Record<never, never>; Returns: Json };
      pledges_find: {
        Args: { before?: string; before_id?: string; campaign: string; filter: Json; n?: number };
        Returns: Json;
      };
      pledges_remind: { Args: { n: number }; Returns: Json };
      prune_proofs: { Args: Record<never, never>; Returns: undefined };
      public_accounts: { Args: { slug: string }; Returns: Json };
      public_campaign: { Args: { locale: string; slug: string }; Returns: Json };
      public_campaigns: { Args: { locale: string }; Returns: Json };
      public_comments: { Args: { at?: string; campaign: string; id?: string; n?: number }; Returns: Json };
      public_data: { Args: { slug: string }; Returns: Json };
      public_deliveries: { Args: { slug: string }; Returns: Json };
      public_endorsements: { Args: { slug: string }; Returns: Json };
      public_fund: { Args: { slug: string }; Returns: Json };
      public_giving: { Args: { slug: string }; Returns: Json };
      public_hearings: { Args: { at: string; slug: string }; Returns: Json };
      public_integrity: { Args: { slug: string }; Returns: Json };
      public_ledger: { Args: { before?: Json; n?: number; slug: string }; Returns: Json };
      public_letters: { Args: { slug: string }; Returns: Json };
      public_logo: { Args: { file: string; slug: string }; Returns: Json };
      public_people: { Args: { slug: string }; Returns: Json };
      public_person: { Args: { public_id: string; slug: string }; Returns: Json };
      public_privacy: { Args: { slug: string }; Returns: Json };
      public_record: { Args: { slug: string }; Returns: Json };
      public_share_texts: { Args: { locale: string; slug: string }; Returns: Json };
      public_totals: { Args: { slug: string }; Returns: Json };
      public_updates: { Args: { locale: string; slug: string }; Returns: Json };
      publication_of: { Args: { person: string }; Returns: Json };
      publications_expire: { Args: Record<never, never>; Returns: number };
      recount_signatures: { Args: { campaign: string }; Returns: Json };
      referred_by: { Args: { campaign: string; share: string }; Returns: number };
      remind_unconfirmed: { Args: { n: number }; Returns: Json };
      resolution_sealed: { Args: { resolution: string }; Returns: string };
      retention_due: { Args: Record<never, never>; Returns: number };
      retention_preview: { Args: { campaign: string }; Returns: Json };
      retention_step: { Args: { n?: number }; Returns: Json };
      schema_version: { Args: Record<never, never>; Returns: string };
      send_own_links: { Args: { campaign: string; email_key: string }; Returns: Json };
      sessions_alive: { Args: { ids: string[] }; Returns: Json };
      setup_finish: {
        Args: { campaign: Json; display_name: string; token_hash: string; user_id: string };
        Returns: Json;
      };
      setup_look: { Args: { token_hash: string }; Returns: Json };
      setup_state: { Args: Record<never, never>; Returns: Json };
      setup_token: { Args: { token_hash: string }; Returns: undefined };
      shift_sealed: { Args: { campaign: string; shift: string }; Returns: string };
      show_signature: { Args: { public_name?: string; signature: string; visibility: string }; Returns: Json };
      sign_batch: { Args: { items: Json }; Returns: Json };
      signature_for_mail: { Args: { signature: string }; Returns: Json };
      signature_look: { Args: { signature: string }; Returns: Json };
      signature_one: { Args: { campaign: string; signature: string }; Returns: Json };
      signature_sealed: { Args: { campaign: string; signature: string }; Returns: Json };
      signatures_by_key: { Args: { campaign: string; email_key?: string; name_key?: string }; Returns: Json };
      signatures_facets: { Args: { campaign: string }; Returns: Json };
      signatures_find: {
        Args: {
          at?: string;
          campaign: string;
          comments?: boolean;
          filter?: Json;
          id?: string;
          n?: number;
          oldest?: boolean;
        };
        Returns: Json;
      };
      signatures_matching: { Args: { campaign: string; filter?: Json; most?: number }; Returns: Json };
      signing_rules_now: { Args: { campaign: string }; Returns: Json };
      spend_choices: { Args: { campaign: string }; Returns: Json };
      spend_for_donors: { Args: { campaign: string; n: number }; Returns: Json };
      spend_one: { Args: { campaign: string; request: string }; Returns: Json };
      spend_page: {
        Args: { before?: string; before_id?: string; campaign: string; filter: Json; n?: number };
        Returns: Json;
      };
      spend_receipt: { Args: { campaign: string; receipt: string }; Returns: Json };
      spend_todo: { Args: { campaign: string }; Returns: Json };
      spread_overview: { Args: { campaign: string }; Returns: Json };
      team_addresses: { Args: { campaign: string }; Returns: Json };
      team_totals: { Args: { campaign: string }; Returns: Json };
      team_totals_frame: { Args: { campaign: string }; Returns: Json };
      told_of: { Args: { entity: string; thing: string }; Returns: Json };
      totals_versions: { Args: { campaigns: string[] }; Returns: Json };
      update_for_mail: { Args: { signature: string; update_id: string }; Returns: Json };
      updates_look: { Args: { signature: string }; Returns: Json };
      updates_progress: { Args: { campaign: string }; Returns: Json };
      updates_queue: { Args: { n: number }; Returns: number };
      updates_stop: { Args: { signature: string }; Returns: undefined };
      verify_all_journals: { Args: Record<never, never>; Returns: Json };
      verify_journal: { Args: { campaign: string }; Returns: Json };
      withdraw_signature: { Args: { signature: string }; Returns: Json };
    };
    Enums: {};
    CompositeTypes: Record<never, never>;
  };
}
