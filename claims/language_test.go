package claims_test

import (
	"strings"
	"testing"

	"secondsource/claims"
)

func TestEnglish(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       bool
	}{
		{"English", "The minister said on Tuesday that the bridge would be closed to heavy trucks until the end of the month, and that nobody had been told why it was in such a state.", true},
		{"German", "Die Regierung hat am Mittwoch beschlossen, die Brücke über den Fluss für Lastwagen zu sperren, wie ein Sprecher des Ministeriums in der Hauptstadt sagte.", false},
		{"French", "Le gouvernement a annoncé mercredi la fermeture du pont aux poids lourds, a déclaré un porte-parole du ministère des transports dans la capitale.", false},
		{"Russian", strings.Repeat("Министр сообщил о закрытии моста ", 6), false},
		{"Chinese without spaces", strings.Repeat("部长周二表示，大桥将关闭。", 30), false},
		{"too short to tell", "Brücke gesperrt", true},
		{"empty", "", true},
		{"numbers alone", strings.Repeat("12 34 ", 100), true},
	}
	for _, tt := range tests {
		if got := claims.English(tt.text); got != tt.want {
			t.Errorf("%s: %t, want %t: %q", tt.name, got, tt.want, tt.text)
		}
	}
}
