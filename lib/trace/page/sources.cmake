# The sources of the page. The scripts are joined in this order, each may use those before it.
set(page_html page.html)
set(page_css page.css controls.css panels.css media.css)
set(page_script open.js number.js decimal.js linear.js words.js automata.js heads.js network.js sentence.js timeline.js
                elements.js cells.js automaton_view.js network_view.js player.js main.js close.js)
