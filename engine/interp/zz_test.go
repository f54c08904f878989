package interp_test
import ("testing";"os";"strings";"battscope/engine/interp";"time")
func BenchmarkSome(b *testing.B){
 var list []solver
 for _,s:=range readPublic(b).solvers(){ if strings.Contains(os.Getenv("SOME"),s.id){list=append(list,s)}}
 ms:=make([]*interp.Machine,len(list))
 for n:=range list{ms[n]=interp.NewMachine(list[n].batt,interp.DefaultLimits(),nil)}
 for b.Loop(){for n:=range list{list[n].run(ms[n])}}
}
func BenchmarkEqual(b *testing.B){
 list:=readPublic(b).solvers()
 ms:=make([]*interp.Machine,len(list)); ls:=make([]int,len(list))
 for n:=range list{ms[n]=interp.NewMachine(list[n].batt,interp.DefaultLimits(),nil);list[n].run(ms[n])
 t0:=time.Now();list[n].run(ms[n]);ls[n]=int(200000/time.Since(t0).Nanoseconds())+1}
 for b.Loop(){for n:=range list{for range ls[n]{list[n].run(ms[n])}}}
}
