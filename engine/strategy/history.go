package strategy

// HistoryCaption stands under everything that shows our runs beside the
// published history.
const HistoryCaption = "Same steps, our engine, our task. Published seconds come from another machine, language and data."

// History returns the presets that repeat the published history, in its order,
// and behind them our best. The failures among them are left out.
func History() []Preset {
	var list []Preset
	for _, p := range Presets() {
		if !p.Failure {
			list = append(list, p)
		}
	}
	return list
}
